"""How the states of runs, waves and servers look: a word and an emoji, never colour alone."""

from dataclasses import dataclass

from muster.engine.states import RunState, WaveState


@dataclass(frozen=True)
class Look:
    """An emoji, a word for people, and what follows from it (empty: it speaks for itself)."""

    emoji: str
    word: str
    means: str = ""


_R, _W = RunState, WaveState

RUNS: dict[str, Look] = {
    _R.REQUESTED: Look("hourglass_flowing_sand", "requested", "Its runbook is being started."),
    _R.REGISTERED: Look("mag", "getting ready", "The servers are looked at; nothing starts yet."),
    _R.APPROVING: Look("raised_hand", "waits for approval", "Nothing starts before that."),
    _R.RUNNING: Look("large_blue_circle", "running"),
    _R.DECIDING: Look("rotating_light", "needs a decision"),
    _R.CONCLUDING: Look("hourglass_flowing_sand", "finishing"),
    _R.CANCELLING: Look(
        "octagonal_sign",
        "cancelling",
        "Nothing new starts; what DRS launches now cannot be stopped.",
    ),
    _R.STALLED: Look(
        "warning", "stands still", "Nobody drives it. Restart goes on where it stopped."
    ),
    _R.SUCCEEDED: Look("white_check_mark", "succeeded"),
    _R.FAILED: Look("x", "failed"),
    _R.ABORTED: Look("octagonal_sign", "aborted"),
    _R.CANCELLED: Look("octagonal_sign", "cancelled"),
    _R.REJECTED: Look("no_entry", "rejected", "Nothing was started. It can be asked again."),
    _R.EXPIRED: Look("alarm_clock", "expired", "Nothing was started. It can be asked again."),
}
ABORTING = Look("octagonal_sign", "aborting", "Nothing new starts; what runs goes on to its end.")
PAUSED = Look("double_vertical_bar", "paused", "Nothing new starts; what runs goes on.")
LOST = Look("warning", "without a driver", "Restart goes on where it stopped.")

WAVES: dict[str, Look] = {
    _W.PENDING: Look("white_circle", "pending"),
    _W.STARTING: Look("hourglass_flowing_sand", "starting"),
    _W.APPROVING: Look("raised_hand", "waits for approval"),
    _W.PREPARING: Look("hourglass_flowing_sand", "preparing"),
    _W.RECOVERING: Look("large_blue_circle", "recovering"),
    _W.CHECKING: Look("mag", "checking health"),
    _W.SUCCEEDED: Look("white_check_mark", "succeeded"),
    _W.SKIPPED: Look("fast_forward", "skipped"),
    _W.FAILED: Look("x", "failed"),
    _W.LOST: Look("warning", "lost"),
    _W.REJECTED: Look("no_entry", "rejected"),
    _W.EXPIRED: Look("alarm_clock", "expired"),
    _W.CANCELLED: Look("octagonal_sign", "cancelled"),
}
REPLICATION: dict[str, Look] = {
    "CONTINUOUS": Look("large_green_circle", "in step"),
    "STALLED": Look("red_circle", "stalled"),
    "DISCONNECTED": Look("red_circle", "disconnected"),
    "STOPPED": Look("red_circle", "stopped"),
}
"""DRS API, shape DataReplicationState; what is not here is on its way."""

ON_ITS_WAY = Look("large_yellow_circle", "not in step yet")
UNKNOWN = Look("grey_question", "unknown")
