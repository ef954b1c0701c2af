"""Hooks: each runs one thing, within the time that AWS gives it, with what it can know."""

from collections.abc import Iterator
from typing import Final

from muster.model import limits
from muster.model.codes import rules, values
from muster.model.durations import format_duration, parse_duration
from muster.model.errors import Problem
from muster.model.reading.draft import Draft, Shared
from muster.model.reading.nodes import Node
from muster.model.suggestions import suggestion
from muster.model.variables import ALL, OF_SERVER, OF_SERVERS, variables_in, written

_KINDS: Final = ("runbook", "lambda", "command")
_LONGEST: Final = {"lambda": limits.LAMBDA_S, "command": limits.COMMAND_S}
_CALLED: Final = {"lambda": "a Lambda function", "command": "a command"}


def hooks_run_one_thing(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Two things are two hooks, in order."""
    for hook in draft.hooks():
        kinds = [kind for kind in _KINDS if kind in hook.entries]
        if len(kinds) != 1 and not hook.is_doubtful:
            message = "this hook runs two things" if kinds else "this hook runs nothing"
            hint = "write `runbook: <name>`, `lambda: <name>` or `command: <line>`"
            yield draft.problem(rules.HOOK_KIND, hook.place, message, hint)


def hooks_end_in_time(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Automation waits five minutes for a function and ten for a script."""
    for hook in draft.hooks():
        for kind, longest in _LONGEST.items():
            timeout = hook.get("timeout")
            if kind not in hook.entries or timeout is None or timeout.text is None:
                continue
            seconds = parse_duration(timeout.text)
            if seconds > longest:
                message = f"`{format_duration(seconds)}` is too long for {_CALLED[kind]}"
                hint = f"write `{format_duration(longest)}` or less, or use a runbook"
                yield draft.problem(values.DURATION_RANGE, timeout.place, message, hint)


def commands_have_instances(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """After its launch a wave has its own; before it, those of the waves that it needs."""
    for hook in _without_instances(draft):
        command = hook.get("command")
        if command:
            hint = "put it into `after` of a wave with groups, or name in `needs` what comes before"
            message = "there is no instance on which this command could run"
            yield draft.problem(rules.NO_INSTANCES, command.key, message, hint)


def variables_are_known(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """One server for a command, lists for parameters."""
    nowhere = list(_without_instances(draft))
    for hook in draft.hooks():
        known = not any(hook is each for each in nowhere)
        command = hook.get("command")
        for text in [command] if command else _parameters(hook):
            for name in variables_in(text.text or ""):
                if why := _misfit(name, text, is_command=text is command, has_instances=known):
                    hint = "" if name in ALL else suggestion(name, list(ALL))
                    message = f"`{written(name)[:60]}` {why}"
                    yield draft.problem(rules.HOOK_VARIABLE, text.place, message, hint)


def _misfit(name: str, text: Node, *, is_command: bool, has_instances: bool) -> str:
    if name not in ALL:
        return "is no variable"
    if name not in (*OF_SERVER, *OF_SERVERS):
        return ""
    wanted = OF_SERVER if is_command else OF_SERVERS
    checks = (
        (has_instances or name == "source_server_ids", "is not known before anything is launched"),
        (name in wanted, f"does not fit here; write one of {', '.join(wanted)}"),
        (is_command or text.text == written(name), "must be the whole value: it is a list"),
    )
    return next((why for holds, why in checks if not holds), "")


def _without_instances(draft: Draft) -> Iterator[Node]:
    """The hooks before which nothing that they could ask about is launched."""
    yield from draft.root.list_at("before")
    for wave in draft.waves:
        stages = ("before", "run") if wave.groups else ("before", "run", "after")
        if not wave.needs:
            for stage in stages:
                yield from wave.node.list_at(stage)


def _parameters(hook: Node) -> Iterator[Node]:
    """The texts of its parameters, those in lists too."""
    node = hook.get("parameters")
    for value in node.entries.values() if node else ():
        if not value.is_refused:
            yield from [each for each in value.items if each.text] or [value]
