"""Which buttons fit the state of a run, and what each is bound to."""

from collections.abc import Iterator
from typing import Any

from bot.buttons import Action, OfGate, OfRun, OfWave
from bot.views.blocks import button, confirm
from bot.views.story import Story
from muster.engine.names import RUN_GATE
from muster.engine.states import RunState
from muster.service.reading.gate_view import GateView
from muster.service.reading.wave_view import WaveView

Json = dict[str, Any]
PAUSABLE = frozenset({RunState.REGISTERED, RunState.APPROVING, RunState.RUNNING, RunState.DECIDING})
CANCELLABLE = PAUSABLE | {RunState.REQUESTED, RunState.STALLED}
ASKED_AGAIN = frozenset({RunState.REJECTED, RunState.EXPIRED})
IN_A_ROW = 25


def run_buttons(story: Story) -> list[Json]:
    """Everything that can be done now, the most pressing first."""
    made = [
        *(b for gate in story.view.gates[:3] for b in gate_buttons(story, gate)),
        *(b for wave in story.view.asking[:3] for b in wave_buttons(story, wave)),
        *_of_the_run(story),
    ]
    return made[:IN_A_ROW]


def gate_buttons(story: Story, gate: GateView) -> Iterator[Json]:
    """Approve and Reject at one gate, as it is now."""
    item = story.gate_of(gate)
    if item is None:
        return
    value = OfGate(**_bound(story), gate=gate.gate, attempt=gate.attempt, digest=item.digest)
    of = "run" if gate.gate == RUN_GATE else gate.gate
    yield button(Action.APPROVE, "Approve", value, says=f"Approve {of}", tag=of, style="primary")
    yield button(Action.REJECT, "Reject", value, says=f"Reject {of}", tag=of, style="danger")


def wave_buttons(story: Story, wave: WaveView) -> Iterator[Json]:
    """Retry, Skip and Abort for one wave that waits for a decision."""
    value = OfWave(**_bound(story), wave=wave.wave, attempt=wave.attempt)
    said = wave.wave
    yield button(Action.RETRY, "Retry", value, says=f"Retry {said}", tag=said, style="primary")
    yield button(Action.SKIP, "Skip", value, says=f"Skip {said}", tag=said)
    yield button(
        Action.ABORT, "Abort", value, says=f"Abort the run at {said}", tag=said, style="danger"
    )


def cleanup_button(story: Story) -> Iterator[Json]:
    """Clean up, if a drill has left something and nobody is at it."""
    if story.view.may_clean_up and not story.cleanup.get("state"):
        servers = sum(wave.launched for wave in story.view.waves)
        asked = confirm(
            "Clean up this drill?",
            f"{servers} drill instances of {story.view.plan} are terminated, and nothing else.",
            "Clean up",
            style="danger",
        )
        value = OfRun(**_bound(story))
        yield button(Action.CLEANUP, "Clean up", value, says="Clean up the drill", confirm=asked)


def restart_button(story: Story) -> Iterator[Json]:
    """Restart, or Ask again, if that is the way back."""
    view, value = story.view, OfRun(**_bound(story))
    if view.state in ASKED_AGAIN:
        yield button(Action.RETRY, "Ask again", value, says="Ask for the approval again")
    elif view.may_restart or (view.lost_driver and not view.is_over):
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
    return {"run": story.view.run, "epoch": story.run.epoch, "mode": story.view.mode}
