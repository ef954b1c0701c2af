"""What colours say again of what the words have said."""

from muster.engine.states import RunState, WaveState

_COLOURS = {
    "green": (RunState.SUCCEEDED, WaveState.SUCCEEDED),
    "red": (RunState.FAILED, RunState.ABORTED, WaveState.FAILED, WaveState.LOST),
    "yellow": (
        RunState.APPROVING,
        RunState.DECIDING,
        RunState.STALLED,
        RunState.REJECTED,
        RunState.EXPIRED,
        RunState.CANCELLING,
        WaveState.APPROVING,
        WaveState.REJECTED,
        WaveState.EXPIRED,
    ),
    "dim": (WaveState.PENDING, WaveState.SKIPPED, WaveState.CANCELLED, RunState.CANCELLED),
}
_BY_STATE = {str(state): colour for colour, states in _COLOURS.items() for state in states}


def colour_of(state: str) -> str:
    """The colour of a run's or a wave's state, as rich names it; empty for most."""
    return _BY_STATE.get(state, "")
