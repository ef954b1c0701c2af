"""Reads a fault script and lets it play in a world.

faults:
- launch-failure: {server: s-51d6b65c73391918f, reason: "no capacity", times: 2}
- lost-answer: {operation: drs:StartRecovery}
- kill: {document: muster-drill, step: Drive1, after: 90s}
- capacity
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from muster.embedded.aws.context import (
    AgentPing,
    FunctionFailure,
    JobStage,
    LaunchFailure,
    StatusCheck,
)
from muster.embedded.aws.faults.fault import IN_TIME, Fault, Kind, Stage
from muster.embedded.aws.faults.kinds import KINDS
from muster.embedded.aws.faults.ready_made import READY_MADE
from muster.embedded.aws.faults.servers import check_known
from muster.embedded.aws.forms import Field, list_of, load, record
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.places import Path, Reading

if TYPE_CHECKING:
    from muster.embedded.aws.automation import CommandResult
    from muster.embedded.aws.parts import Settings

Specification = tuple[Kind, Mapping[str, Any]]
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class FaultScript:
    """What shall go wrong; nothing, if empty. `play` makes a fresh play of it."""

    specifications: tuple[Specification, ...] = ()

    def play(self, stage: Stage) -> "Play":
        """Let it play there; nothing happens yet."""
        return Play([kind.make(values, stage) for kind, values in self.specifications])


class Play(Fault):
    """A script at work: a `context.Faults`, whose `before` and `after` are gates of the front."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults

    def adjust(self, settings: "Settings") -> "Settings":
        """Every fault in turn."""
        for fault in self._faults:
            settings = fault.adjust(settings)
        return settings

    def begin(self) -> None:
        """Tell every fault."""
        for fault in self._faults:
            fault.begin()

    def stop(self) -> None:
        """Let nothing go wrong from now on; what has struck already takes its course."""
        self._faults.clear()

    def before(self, entry: Entry) -> None:
        """Ask every fault; the first that raises wins."""
        for fault in self._faults:
            fault.before(entry)

    def after(self, entry: Entry) -> None:
        """Ask every fault; the first that raises wins."""
        for fault in self._faults:
            fault.after(entry)

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> LaunchFailure | None:
        """The first failure that a fault gives."""
        return self._first(
            lambda fault: fault.launch_failure(source_server_id, is_drill=is_drill), None
        )

    def launch_delay(self, source_server_id: str) -> float:
        """All delays together, in seconds."""
        return sum(fault.launch_delay(source_server_id) for fault in self._faults)

    def standstill(
        self, stage: JobStage, job_type: str, source_server_ids: Collection[str]
    ) -> float:
        """All standstills together, in seconds."""
        return sum(f.standstill(stage, job_type, source_server_ids) for f in self._faults)

    def launched(self, instance_id: str, source_server_id: str) -> None:
        """Tell every fault."""
        for fault in self._faults:
            fault.launched(instance_id, source_server_id)

    def status_check(self, instance_id: str) -> StatusCheck:
        """The first that is not ok."""
        return self._first(lambda fault: fault.status_check(instance_id), "ok")

    def agent(self, instance_id: str) -> AgentPing:
        """The first that is not online."""
        return self._first(lambda fault: fault.agent(instance_id), "Online")

    def command_result(self, document: str, instance_id: str) -> "CommandResult | None":
        """The first that a fault gives."""
        return self._first(lambda fault: fault.command_result(document, instance_id), None)

    def function_failure(self, name: str) -> FunctionFailure | None:
        """The first that a fault gives."""
        return self._first(lambda fault: fault.function_failure(name), None)

    def deliveries(self, source: str, detail_type: str) -> tuple[float, ...]:
        """The first that is not once and in time."""
        return self._first(lambda fault: fault.deliveries(source, detail_type), IN_TIME)

    def execution_started(self, execution_id: str, document: str) -> None:
        """Tell every fault."""
        for fault in self._faults:
            fault.execution_started(execution_id, document)

    def step_started(self, execution_id: str, step: str) -> None:
        """Tell every fault."""
        for fault in self._faults:
            fault.step_started(execution_id, step)

    def _first(self, ask: Callable[[Fault], Answer], usual: Answer) -> Answer:
        """The first answer that is not the usual one; later faults are not asked then."""
        answers = (ask(fault) for fault in self._faults)
        return next((answer for answer in answers if answer != usual), usual)


def load_faults(
    text: str, name: str = "faults", servers: Collection[str] | None = None
) -> FaultScript:
    """Read a fault script; raises `FormError` with all mistakes, `name` before each.

    Given the `servers` (ids) that there are, it is a mistake to name another one.
    """
    one = partial(_fault, servers)
    values, reading = load(text, name, {"faults": Field(list_of(one), required=True)})
    reading.finish()
    return FaultScript(tuple(one for group in values["faults"] for one in group))


def ready_made(name: str) -> FaultScript:
    """A script that has a name of its own; `KeyError` if there is none such."""
    return load_faults(READY_MADE[name].script, name)


def _fault(servers: Collection[str] | None, reading: Reading, path: Path, value: Any) -> Any:
    """One entry of the list, as specifications: a ready-made script may hold several."""
    if isinstance(value, str) and value in READY_MADE:
        return ready_made(value).specifications
    if not isinstance(value, dict) or len(value) != 1:
        known = ", ".join(dict.fromkeys([*KINDS, *READY_MADE]))
        return reading.wrong(path, f"must be one kind of fault with its keys; there are {known}")
    ((kind_name, given),) = value.items()
    if kind_name not in KINDS:
        return reading.wrong((*path, kind_name), f"no such fault; there are {', '.join(KINDS)}")
    kind = KINDS[kind_name]
    before = len(reading.mistakes)
    values = record(kind.fields)(reading, (*path, kind_name), given)
    if len(reading.mistakes) == before:
        _check(reading, (*path, kind_name), kind, values, servers)
    return ((kind, values),)


def _check(
    reading: Reading,
    path: Path,
    kind: Kind,
    values: Mapping[str, Any],
    servers: Collection[str] | None,
) -> None:
    """What the keys of one fault, each right by itself, may have against each other or the rest."""
    if (wrong := kind.disagreement(values)) is not None:
        reading.wrong(path, wrong)
    if servers is not None:
        check_known(reading, (*path, "server"), values, servers)
