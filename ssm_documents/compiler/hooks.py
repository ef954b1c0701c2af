"""Hooks of a wave as steps: before each one a turn, which records the last and may hold or skip.

Turn_before_1 → Choose_before_1 → Before1_check_licences → Turn_before_2 …; the last turn only
records.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from muster.model.hooks import Hook
from ssm_documents.compiler.gate import SHORT
from ssm_documents.compiler.hook_values import filled, list_outputs, lists_in
from ssm_documents.compiler.steps import (
    Choose,
    InvokeFunction,
    Output,
    Script,
    StartRunbook,
    Step,
)

NAME_CHARS = 60
TOLD = ("table", "execution", "account", "region", "plan", "run", "wave", "attempt")
"""What a turn is told of what all scripts are: a document may hold many turns."""
ELSEWHERE = ("spoke_role",)
"""What a script needs beside that to look into other accounts."""
ON_FAILURE = {"fail": "abort", "continue": "continue"}
"""The plan's word for what a failed hook does to its wave, and that of the script."""


@dataclass(frozen=True)
class Turn:
    """One hook at its place; `number` counts from 1 within the phase."""

    phase: str
    number: int
    hook: Hook

    @property
    def name(self) -> str:
        """What its target is called, without the rest of an ARN, version or alias."""
        target = re.sub(r"^arn:.*[:/](document/|function:)", "", self.hook.target)
        return target.split(":")[0]

    @property
    def id(self) -> str:
        """How the run table knows it."""
        return f"{self.phase}-{self.number}-{self.name}"

    @property
    def step(self) -> str:
        """The name of its step."""
        slug = re.sub(r"[^A-Za-z0-9_]", "_", self.name)[:NAME_CHARS]
        return f"{self.phase.capitalize()}{self.number}_{slug}"

    @property
    def turn(self) -> str:
        """The name of the turn before it."""
        return f"Turn_{self.phase}_{self.number}"

    @property
    def following(self) -> str:
        """The name of the turn after it."""
        return f"Turn_{self.phase}_{self.number + 1}"


def hook_steps(
    phase: str, hooks: Sequence[Hook], payload: Mapping[str, str], *, way_out: str
) -> Iterator[Step]:
    """The steps of all hooks of a phase; a failed turn leads to `way_out`."""
    turns = [Turn(phase, number, hook) for number, hook in enumerate(hooks, 1)]
    leave = f"step:{way_out}"
    for previous, following in zip([None, *turns], [*turns, None], strict=True):
        if turns:
            yield _turn(previous, following, payload, leave)
        if following:
            yield _choice(following, leave)
            yield KINDS[following.hook.kind](following, payload)


def _turn(
    previous: Turn | None, following: Turn | None, payload: Mapping[str, str], leave: str
) -> Step:
    ids = {
        "previous": previous.id if previous else "",
        "previous_step": previous.step if previous else "",
        "previous_on_failure": ON_FAILURE[previous.hook.on_failure] if previous else "",
        "next": following.id if following else "",
        "next_modes": " ".join(following.hook.modes) if following else "",
    }
    lists = _lists(following.hook) if following else ()
    told = (*TOLD, *ELSEWHERE) if lists else TOLD
    ids |= {"next_lists": " ".join(lists)} if lists else {}
    return Script(
        name=following.turn if following else previous.following if previous else "",
        description="Record the hook before, judge the next.",
        script="hook_turn",
        payload={key: payload[key] for key in told} | ids,
        outputs=(Output("Run"), Output("Mode"), *_outputs(following)),
        on_failure=leave,
        is_critical=False,
    )


def _lists(hook: Hook) -> tuple[str, ...]:
    """What the turn before a hook finds out about servers; a function is told all of it."""
    return (*lists_in(hook.parameters), *(("servers",) if hook.function else ()))


def _outputs(turn: Turn | None) -> tuple[Output, ...]:
    if turn is None:
        return ()
    servers = (Output("Servers", "MapList"),) if turn.hook.function else ()
    return (*list_outputs(turn.hook.parameters), *servers)


def _filled(turn: Turn, payload: Mapping[str, str]) -> dict[str, Any]:
    facts = {key: payload[key] for key in ("run", "wave", "plan")}
    facts["mode"] = f"{{{{ {turn.turn}.Mode }}}}"
    return filled(turn.hook.parameters, turn.turn, facts)


def _choice(turn: Turn, leave: str) -> Step:
    return Choose(
        name=f"Choose_{turn.phase}_{turn.number}",
        description="A hook runs once, and only in its modes.",
        timeout=SHORT,
        variable=f"{{{{ {turn.turn}.Run }}}}",
        equals="yes",
        then=turn.step,
        otherwise=turn.following,
        on_failure=leave,
        is_critical=False,
    )


def _runbook(turn: Turn, payload: Mapping[str, str]) -> Step:
    return StartRunbook(
        name=turn.step,
        description=f"Hook: runbook {turn.name}",
        timeout=turn.hook.timeout,
        document=turn.hook.target,
        parameters=_filled(turn, payload),
        on_failure=f"step:{turn.following}",
        is_critical=False,
        next_step=turn.following,
    )


def _function(turn: Turn, payload: Mapping[str, str]) -> Step:
    facts = {key: payload[key] for key in ("run", "wave", "plan")}
    mode = f"{{{{ {turn.turn}.Mode }}}}"
    return InvokeFunction(
        name=turn.step,
        description=f"Hook: function {turn.name}",
        timeout=turn.hook.timeout,
        function=turn.hook.target,
        payload={
            **facts,
            "mode": mode,
            "hook": turn.id,
            "parameters": _filled(turn, payload),
            "servers": f"{{{{ {turn.turn}.Servers }}}}",
        },
        on_failure=f"step:{turn.following}",
        is_critical=False,
        next_step=turn.following,
    )


def _command(turn: Turn, payload: Mapping[str, str]) -> Step:
    about = {
        "command": turn.hook.command or "",
        "seconds": str(turn.hook.timeout),
        "mode": f"{{{{ {turn.turn}.Mode }}}}",
        "phase": turn.phase,
    }
    return Script(
        name=turn.step,
        description="Hook: a command on the instances",
        script="hook_command",
        payload={key: payload[key] for key in (*TOLD, *ELSEWHERE)} | about,
        outputs=(Output("Output"),),
        on_failure=f"step:{turn.following}",
        is_critical=False,
        next_step=turn.following,
    )


KINDS = {"runbook": _runbook, "lambda": _function, "command": _command}
