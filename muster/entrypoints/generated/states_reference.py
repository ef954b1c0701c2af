"""The page of all states: diagrams drawn from the engine's tables, and what each state means."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from muster.engine.states import (
    RUN_RESTARTABLE,
    RUN_TERMINAL,
    RUN_TRANSITIONS,
    WAVE_ACTIVE,
    WAVE_ASKING,
    WAVE_DONE,
    WAVE_TRANSITIONS,
    GateState,
    IntentState,
    RunState,
    ServerState,
    WaveState,
)
from muster.entrypoints.generated.diagram import Box, diagram

_HEAD = """\
# States

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

The tables of transitions are in `muster/engine/states.py`; the diagrams are drawn from them. An
arrow that leaves a box may be taken from every state in it. What people can do in which state:
[verbs](verbs.md). How the states come about: [how a run works](../concepts/runs.md).
"""
_R, _W = RunState, WaveState
UNDER_WAY: Final = Box("under_way", (_R.REGISTERED, _R.APPROVING, _R.RUNNING, _R.DECIDING))
AT_WORK: Final = Box("at_work", WAVE_ACTIVE)

RUN_MEANS: Final[Mapping[RunState, str]] = {
    _R.REQUESTED: "asked for; the plan and its servers are being looked up",
    _R.REGISTERED: "the plan and its servers are frozen, the locks are taken, preflight looks",
    _R.APPROVING: "the gate before the whole run is open",
    _R.RUNNING: "waves are started as soon as what they need is done",
    _R.DECIDING: "a wave waits for a person's decision; the other waves go on",
    _R.CONCLUDING: "every wave is settled; the verdict is being written",
    _R.CANCELLING: "somebody cancelled; what cannot be stopped ends by itself",
    _R.STALLED: "its driver ended before the run did; what was started goes on",
    _R.SUCCEEDED: "every wave succeeded or was skipped",
    _R.FAILED: "a wave failed that the plan goes on without, or the run could not begin",
    _R.ABORTED: "a person, or the plan, ended it after a failure",
    _R.CANCELLED: "cancelled, and nothing of it is in flight any more",
    _R.REJECTED: "the gate before the whole run was closed by a no",
    _R.EXPIRED: "nobody decided at the gate before the whole run in time",
}
WAVE_MEANS: Final[Mapping[WaveState, str]] = {
    _W.PENDING: "not its turn yet, or its turn again",
    _W.STARTING: "an execution of its runbook is asked for and has not claimed it yet",
    _W.APPROVING: "its gate is open",
    _W.PREPARING: "its execution has claimed it; hooks before the launch run",
    _W.RECOVERING: "its servers are being launched",
    _W.CHECKING: "its instances are launched and not all healthy yet",
    _W.SUCCEEDED: "done",
    _W.SKIPPED: "a person let the run go on without it",
    _W.FAILED: "it did not reach its end; the reason stands with it",
    _W.LOST: "its executions ended without a word, more often than they are replaced",
    _W.REJECTED: "its gate was closed by a no",
    _W.EXPIRED: "nobody decided at its gate in time",
    _W.CANCELLED: "the run was cancelled or aborted before it was done",
}
SERVER_MEANS: Final[Mapping[ServerState, str]] = {
    ServerState.PENDING: "not launched yet",
    ServerState.LAUNCHING: "an intent to launch it is written; DRS has not answered for it yet",
    ServerState.LAUNCHED: "DRS says LAUNCHED for this very server",
    ServerState.FAILED: "DRS or a guard says no, or its instance is gone; the reason says which",
}
GATE_MEANS: Final[Mapping[GateState, str]] = {
    GateState.OPEN: "people are asked",
    GateState.APPROVED: "enough different people said yes, or the break-glass role did",
    GateState.REJECTED: "somebody who may decide said no first, or it was signalled without proof",
    GateState.EXPIRED: "nobody decided in time",
}
INTENT_MEANS: Final[Mapping[IntentState, str]] = {
    IntentState.OPEN: "written; the call, or its answer, may be under way or lost",
    IntentState.PLACED: "its DRS job is known",
    IntentState.DONE: "every server of it has its result",
    IntentState.DROPPED: "no call was made, or none took effect",
}


def text() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *_run(), *_wave(), *_plain(), ""])


def _run() -> Iterator[str]:
    yield "## Run\n"
    yield diagram(RUN_TRANSITIONS, _R.REQUESTED, (UNDER_WAY,))
    yield "\n| state | means | |\n| --- | --- | --- |"
    yield from (f"| `{s}` | {means} | {_run_kind(s)} |" for s, means in RUN_MEANS.items())


def _run_kind(state: RunState) -> str:
    kinds = [
        "over" if state in RUN_TERMINAL else "",
        "can be restarted" if state in RUN_RESTARTABLE else "",
    ]
    return ", ".join(filter(None, kinds))


def _wave() -> Iterator[str]:
    yield "\n## Wave\n"
    yield diagram(WAVE_TRANSITIONS, _W.PENDING, (AT_WORK,))
    yield "\n| state | means | |\n| --- | --- | --- |"
    yield from (f"| `{s}` | {means} | {_wave_kind(s)} |" for s, means in WAVE_MEANS.items())


def _wave_kind(state: WaveState) -> str:
    if state in WAVE_ASKING:
        return "asks for retry, skip or abort"
    return "waves that need it may start" if state in WAVE_DONE else ""


def _plain() -> Iterator[str]:
    yield from _meanings("Source server of a wave", SERVER_MEANS)
    yield from _meanings("Gate", GATE_MEANS)
    yield from _meanings("Intent to launch", INTENT_MEANS)


def _meanings(title: str, means: Mapping[Any, str]) -> Iterator[str]:
    yield f"\n## {title}\n\n| state | means |\n| --- | --- |"
    yield from (f"| `{state}` | {sentence} |" for state, sentence in means.items())
