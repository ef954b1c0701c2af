"""Which buttons fit the state of a run, and what each is bound to."""

from collections.abc import Iterator
from typing import Any

from bot.buttons import Action, OfGate, OfRun, OfWave, Value
from bot.views.blocks import button, confirm
from bot.views.run.cleaning import instances_known, is_silent
from bot.views.run.lines import PAUSABLE, may_go_on
from bot.views.story import Story
from muster.engine.counts import counted
from muster.engine.gates import CONSOLE
from muster.engine.items import Gate
from muster.engine.states import RunState
from muster.service.reading.gate_view import GateView
from muster.service.reading.wave_view import WaveView

Json = dict[str, Any]
CANCELLABLE = PAUSABLE | {RunState.REQUESTED, RunState.STALLED}
ASKED_AGAIN = frozenset({RunState.REJECTED, RunState.EXPIRED})
MOST = 2
"""So many gates and waves have buttons in the run's own message; all have messages of their own."""


def run_buttons(story: Story) -> list[Json]:
    """Everything that can be done now, the most pressing first."""
    gates, asking = story.view.gates, story.view.asking
    several = len(gates) + len(asking) > 1
    return [
        *(b for gate in gates[:MOST] for b in gate_buttons(story, gate, named=several)),
        *(b for wave in asking[:MOST] for b in wave_buttons(story, wave, named=several)),
        *_of_the_run(story),
    ]


def gate_buttons(story: Story, gate: GateView, *, named: bool = False) -> Iterator[Json]:
    """Approve and Reject at one gate, as it is now; `named` if there are others beside it."""
    item = story.gate_of(gate)
    if item is None or item.via == CONSOLE:
        return
    value = of_gate(story, item)
    for action, style in ((Action.APPROVE, "primary"), (Action.REJECT, "danger")):
        yield _of(action, gate.gate, value, style, named=named)


def of_gate(story: Story, gate: Gate) -> OfGate:
    """A decision is bound to the gate as it is now: to its attempt, and the servers of that."""
    return OfGate(**_bound(story), gate=gate.gate, attempt=gate.attempt, digest=gate.digest)


def wave_buttons(story: Story, wave: WaveView, *, named: bool = False) -> Iterator[Json]:
    """Retry, Skip and Abort for one wave that waits for a decision; `named` likewise."""
    value = OfWave(**_bound(story), wave=wave.wave, attempt=wave.attempt)
    yield _of(Action.RETRY, wave.wave, value, "primary", named=named)
    yield _of(Action.SKIP, wave.wave, value, "", named=named)
    says = f"Abort the run at {wave.wave}"
    yield button(Action.ABORT, "Abort", value, says=says, tag=wave.wave, style="danger")


def _of(action: Action, about: str, value: Value, style: str, *, named: bool) -> Json:
    """A button whose tag tells it from its equals; read aloud, it always says what it is about."""
    word = action.verb.capitalize()
    label = f"{word} {about}" if named else word
    return button(action, label, value, says=f"{word} {about}", tag=about, style=style)


def cleanup_button(story: Story) -> Iterator[Json]:
    """Clean up, if a drill has left something and nobody is heard to be at it."""
    if story.view.may_clean_up and (not story.cleanup.get("state") or is_silent(story)):
        told = f"{_what_goes(story)} terminated, and nothing else."
        asked = confirm("Clean up this drill?", told, "Clean up", style="danger")
        value = OfRun(**_bound(story))
        yield button(Action.CLEANUP, "Clean up", value, says="Clean up the drill", confirm=asked)


def _what_goes(story: Story) -> str:
    """The instances that are known; a launch may have had one after all that is not."""
    known, plan = instances_known(story), story.view.plan
    if not known:
        return f"What this drill of {plan} launched after all is"
    return counted(known, f"drill instance of {plan} is", f"drill instances of {plan} are")


def restart_button(story: Story) -> Iterator[Json]:
    """Restart, or Ask again, if that is the way back."""
    view, value = story.view, OfRun(**_bound(story))
    if view.state in ASKED_AGAIN:
        yield button(Action.RETRY, "Ask again", value, says="Ask for the approval again")
    elif may_go_on(story) or (view.lost_driver and not view.is_over):
        asked = confirm(
            "Restart this run?",
            "It goes on where it stopped; what is done stays done.",
            "Restart",
        )
        yield button(
            Action.RESTART, "Restart", value, says="Restart the run", style="primary", confirm=asked
        )


def _of_the_run(story: Story) -> Iterator[Json]:
    view, value = story.view, OfRun(**_bound(story))
    yield from restart_button(story)
    if view.hold and view.state in PAUSABLE:
        yield button(Action.RESUME, "Resume", value, says="Resume the run", style="primary")
    elif view.state in PAUSABLE and not view.abort:
        yield button(Action.PAUSE, "Pause", value, says="Pause: nothing new starts")
    if view.state in CANCELLABLE:
        yield button(Action.CANCEL, "Cancel run", value, says="Cancel the run", style="danger")
    yield from cleanup_button(story)


def _bound(story: Story) -> dict[str, Any]:
    return {"run": story.view.run, "epoch": story.run.epoch}
