"""Hooks: each runs one thing, within the time that AWS gives it."""

from collections.abc import Iterator
from typing import Final

from muster.model import limits
from muster.model.codes import rules, values
from muster.model.durations import format_duration, parse_duration
from muster.model.errors import Problem
from muster.model.reading.draft import Draft, Shared
from muster.model.reading.nodes import Node

_KINDS: Final = ("runbook", "lambda")


def hooks_run_one_thing(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Two things are two hooks, in order."""
    for hook in _hooks(draft):
        kinds = [kind for kind in _KINDS if kind in hook.entries]
        if len(kinds) != 1 and not hook.is_doubtful:
            message = "this hook runs two things" if kinds else "this hook runs nothing"
            hint = "write either `runbook: <name>` or `lambda: <name>`"
            yield draft.problem(rules.HOOK_KIND, hook.place, message, hint)


def functions_end_in_time(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Automation waits five minutes for a function, whatever the function's own timeout."""
    for hook in _hooks(draft):
        timeout = hook.get("timeout")
        if "lambda" not in hook.entries or timeout is None or timeout.text is None:
            continue
        seconds = parse_duration(timeout.text)
        if seconds > limits.LAMBDA_S:
            message = f"`{format_duration(seconds)}` is too long for a Lambda function"
            hint = f"write `{format_duration(limits.LAMBDA_S)}` or less, or use a runbook"
            yield draft.problem(values.DURATION_RANGE, timeout.place, message, hint)


def _hooks(draft: Draft) -> Iterator[Node]:
    for wave in draft.waves:
        yield from wave.hooks()
