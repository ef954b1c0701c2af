"""The states of runs, waves, servers, gates and intents, and which may follow which.

The tables are the only definition: tests hold every run to them, the docs' diagrams are theirs.
"""

from enum import StrEnum


class Mode(StrEnum):
    """What a run is for; `drill` becomes `isDrill=true` at DRS."""

    DRILL = "drill"
    RECOVERY = "recovery"


class RunState(StrEnum):
    """Where a run stands."""

    REQUESTED = "requested"
    REGISTERED = "registered"
    APPROVING = "approving"
    RUNNING = "running"
    DECIDING = "deciding"
    CONCLUDING = "concluding"
    CANCELLING = "cancelling"
    STALLED = "stalled"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    ABORTED = "aborted"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    EXPIRED = "expired"


class WaveState(StrEnum):
    """Where a wave stands."""

    PENDING = "pending"
    STARTING = "starting"
    APPROVING = "approving"
    PREPARING = "preparing"
    RECOVERING = "recovering"
    CHECKING = "checking"
    SUCCEEDED = "succeeded"
    SKIPPED = "skipped"
    FAILED = "failed"
    LOST = "lost"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class ServerState(StrEnum):
    """Where one source server of a wave stands."""

    PENDING = "pending"
    LAUNCHING = "launching"
    LAUNCHED = "launched"
    FAILED = "failed"


class ServerHealth(StrEnum):
    """Where a launched server stands in the health checks of its wave."""

    WAITING = "waiting"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"


class GateState(StrEnum):
    """What has become of a request for approval."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"


class IntentState(StrEnum):
    """What has become of the intention to call StartRecovery once."""

    OPEN = "open"
    PLACED = "placed"
    DONE = "done"
    DROPPED = "dropped"


_R = RunState
_AT_GATE = frozenset({_R.RUNNING, _R.FAILED, _R.REJECTED, _R.EXPIRED, _R.CANCELLING, _R.CANCELLED})
RUN_TRANSITIONS: dict[RunState, frozenset[RunState]] = {
    _R.REQUESTED: frozenset({_R.REGISTERED, _R.FAILED, _R.CANCELLED}),
    _R.REGISTERED: _AT_GATE | {_R.APPROVING},
    _R.APPROVING: _AT_GATE,
    _R.RUNNING: frozenset({_R.DECIDING, _R.CONCLUDING, _R.CANCELLING, _R.STALLED}),
    _R.DECIDING: frozenset({_R.RUNNING, _R.CONCLUDING, _R.CANCELLING, _R.STALLED}),
    _R.CONCLUDING: frozenset({_R.SUCCEEDED, _R.FAILED, _R.ABORTED, _R.STALLED}),
    _R.CANCELLING: frozenset({_R.CANCELLED}),
    _R.STALLED: frozenset({_R.RUNNING, _R.CANCELLING}),
    _R.SUCCEEDED: frozenset(),
    _R.FAILED: frozenset(),
    _R.ABORTED: frozenset(),
    _R.CANCELLED: frozenset({_R.REGISTERED}),
    _R.REJECTED: frozenset({_R.REGISTERED}),
    _R.EXPIRED: frozenset({_R.REGISTERED}),
}

_W = WaveState
_WAVE_ENDS = frozenset({_W.FAILED, _W.LOST, _W.CANCELLED, _W.PENDING})
WAVE_TRANSITIONS: dict[WaveState, frozenset[WaveState]] = {
    _W.PENDING: frozenset({_W.STARTING, _W.CANCELLED}),
    _W.STARTING: frozenset({_W.PENDING, _W.PREPARING, _W.LOST, _W.CANCELLED}),
    _W.PREPARING: _WAVE_ENDS | {_W.APPROVING, _W.REJECTED, _W.EXPIRED, _W.RECOVERING, _W.SUCCEEDED},
    _W.APPROVING: _WAVE_ENDS | {_W.PREPARING, _W.REJECTED, _W.EXPIRED},
    _W.RECOVERING: _WAVE_ENDS | {_W.CHECKING, _W.SUCCEEDED},
    _W.CHECKING: _WAVE_ENDS | {_W.SUCCEEDED},
    _W.SUCCEEDED: frozenset(),
    _W.SKIPPED: frozenset(),
    _W.FAILED: frozenset({_W.PENDING, _W.SKIPPED}),
    _W.LOST: frozenset({_W.PENDING, _W.SKIPPED}),
    _W.REJECTED: frozenset({_W.PENDING, _W.SKIPPED}),
    _W.EXPIRED: frozenset({_W.PENDING, _W.SKIPPED}),
    _W.CANCELLED: frozenset({_W.PENDING}),
}

RUN_TERMINAL = frozenset(
    {_R.SUCCEEDED, _R.FAILED, _R.ABORTED, _R.CANCELLED, _R.REJECTED, _R.EXPIRED}
)
RUN_RESTARTABLE = frozenset({_R.CANCELLED, _R.STALLED, _R.REJECTED, _R.EXPIRED})
WAVE_ASKING = frozenset({_W.FAILED, _W.LOST, _W.REJECTED, _W.EXPIRED})
WAVE_DONE = frozenset({_W.SUCCEEDED, _W.SKIPPED})
WAVE_ACTIVE = frozenset({_W.APPROVING, _W.PREPARING, _W.RECOVERING, _W.CHECKING})
