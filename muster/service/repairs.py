"""What is known of a run when it is looked after, and what can be done about it, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from muster.engine.items import Decision, Gate, Run, Wave
from muster.engine.writes import Write
from muster.service.announcing import Call, Refresh
from muster.service.ports import Item


@dataclass(frozen=True)
class Facts:
    """What is known of one run; `ended` has the final status of executions that are over.

    Only the executions that `in_doubt` names are looked at, since Systems Manager allows few calls.
    """

    run: Run
    waves: tuple[Wave, ...] = ()
    gates: tuple[Gate, ...] = ()
    decisions: tuple[Decision, ...] = ()
    cleanup: Item = field(default_factory=dict)
    ended: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StartRun:
    """Start the document of a run that was asked for."""

    run: str


@dataclass(frozen=True)
class StartCleanup:
    """Start the document of a clean-up that was asked for."""

    run: str


@dataclass(frozen=True)
class SignalGate:
    """Wake the execution that waits at a decided gate; it judges the decisions itself."""

    execution: str
    signal: str
    comment: str


@dataclass(frozen=True)
class StopExecution:
    """Stop an execution that waits for what nobody wants any more."""

    execution: str


@dataclass(frozen=True)
class Mark:
    """Write what has become of the run, with its row in the record."""

    run: str
    write: Write
    fact: str
    text: str


Repair = StartRun | StartCleanup | SignalGate | StopExecution | Mark | Refresh | Call
