"""What has happened, as values: the language between the queue and the reactions.

`eventbridge.translate` alone makes them, from what EventBridge delivers; `muster.service.reactions`
alone listens. None carries more than is needed to know where to look: whoever listens reads the
truth again, so a lost, late, repeated, shuffled or forged event changes nothing but the delay.

event               told by                  about
RunChanged          runbook scripts          a run's state, or a verb that took effect on it
WaveChanged         runbook scripts          a wave's state or its counts
GateChanged         runbook scripts          a decision at a gate
ApprovalNeeded      runbook scripts          a gate that has opened
DecisionNeeded      runbook scripts          a wave that failed, and waits for retry, skip or abort
BreakGlassUsed      runbook scripts          a gate that the break-glass role opened or closed
CleanupDone         runbook scripts          a drill whose instances are gone
ExecutionEnded      Systems Manager          an Automation execution of one of our documents
ServerLaunched      DRS                      the launch of one source server
ReplicationStalled  DRS                      a source server that no longer sends its data
FailbackChanged     DRS                      a recovery instance on its way back
OutsideRecovery     CloudTrail, of DRS       a recovery started or ended without muster
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class RunChanged:
    """A run has another state, or a verb took effect on it."""

    run: str


@dataclass(frozen=True)
class WaveChanged:
    """A wave has another state or other counts."""

    run: str
    wave: str


@dataclass(frozen=True)
class GateChanged:
    """Somebody decided at a gate; `gate` is a wave's name, or `run`."""

    run: str
    gate: str


@dataclass(frozen=True)
class ApprovalNeeded:
    """A gate has opened; `gate` is a wave's name, or `run`."""

    run: str
    gate: str


@dataclass(frozen=True)
class DecisionNeeded:
    """A wave waits for retry, skip or abort."""

    run: str
    wave: str


@dataclass(frozen=True)
class BreakGlassUsed:
    """The break-glass role decided at a gate; `gate` is a wave's name, or `run`."""

    run: str
    gate: str


@dataclass(frozen=True)
class CleanupDone:
    """The instances of a drill are gone."""

    run: str


@dataclass(frozen=True)
class ExecutionEnded:
    """An Automation execution of one of our documents is over; `status` as the API spells it."""

    execution: str
    document: str
    status: str


@dataclass(frozen=True)
class ServerLaunched:
    """DRS has launched a source server, or (`ok` False) tried in vain."""

    server: str
    job: str
    ok: bool


@dataclass(frozen=True)
class ReplicationStalled:
    """A source server no longer sends its data."""

    server: str


@dataclass(frozen=True)
class FailbackChanged:
    """The failback of a recovery instance has another state (DRS API, shape FailbackState)."""

    instance: str
    state: str


@dataclass(frozen=True)
class OutsideRecovery:
    """`principal` began a DRS job by StartRecovery or TerminateRecoveryInstances (`operation`)."""

    operation: str
    principal: str
    job: str


Event = (
    RunChanged
    | WaveChanged
    | GateChanged
    | ApprovalNeeded
    | DecisionNeeded
    | BreakGlassUsed
    | CleanupDone
    | ExecutionEnded
    | ServerLaunched
    | ReplicationStalled
    | FailbackChanged
    | OutsideRecovery
)
