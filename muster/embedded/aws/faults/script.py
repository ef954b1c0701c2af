"""Reads a fault script and lets it play in a world.

faults:
- launch-failure: {server: s-51d6b65c73391918f, reason: "no capacity", times: 2}
- lost-answer: {operation: drs:StartRecovery}
- kill: {document: muster-drill, step: Drive, after: 90s}
- capacity
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.kinds import KINDS, READY_MADE
from muster.embedded.aws.forms import Field, list_of, load, record
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.places import Path, Reading

Specification = tuple[Kind, Mapping[str, Any]]


@dataclass(frozen=True)
class FaultScript:
    """What shall go wrong; nothing, if empty. `begin` makes a fresh play of it."""

    specifications: tuple[Specification, ...] = ()

    def begin(
        self, *, clock: Clock, rng: random.Random, kill: Callable[[str, str], None]
    ) -> "Play":
        """Let it play; `kill` is what `Stage` says."""
        stage = Stage(clock, rng, kill)
        return Play([kind.make(values, stage) for kind, values in self.specifications])


class Play:
    """A script at work: a `context.Faults`, whose `before` and `after` are gates of the front."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> str | None:
        """The first reason that a fault gives."""
        reasons = (
            fault.launch_failure(source_server_id, is_drill=is_drill) for fault in self._faults
        )
        return next((reason for reason in reasons if reason is not None), None)

    def launch_delay(self, source_server_id: str) -> float:
        """All delays together, in seconds."""
        return sum(fault.launch_delay(source_server_id) for fault in self._faults)

    def before(self, entry: Entry) -> None:
        """Ask every fault; the first that raises wins."""
        for fault in self._faults:
            fault.before(entry)

    def after(self, entry: Entry) -> None:
        """Ask every fault; the first that raises wins."""
        for fault in self._faults:
            fault.after(entry)

    def execution_started(self, execution_id: str, document: str) -> None:
        """Tell every fault."""
        for fault in self._faults:
            fault.execution_started(execution_id, document)

    def step_started(self, execution_id: str, step: str) -> None:
        """Tell every fault."""
        for fault in self._faults:
            fault.step_started(execution_id, step)


def load_faults(text: str, name: str = "faults") -> FaultScript:
    """Read a fault script; raises `FormError` with all mistakes, `name` before each."""
    values, reading = load(text, name, {"faults": Field(list_of(_fault), required=True)})
    reading.finish()
    return FaultScript(tuple(one for group in values["faults"] for one in group))


def ready_made(name: str) -> FaultScript:
    """A script that has a name of its own; `KeyError` if there is none such."""
    return load_faults(READY_MADE[name], name)


def _fault(reading: Reading, path: Path, value: Any) -> Any:
    """One entry of the list, as specifications: a ready-made script may hold several."""
    if isinstance(value, str) and value in READY_MADE:
        return ready_made(value).specifications
    if not isinstance(value, dict) or len(value) != 1:
        known = ", ".join([*KINDS, *READY_MADE])
        return reading.wrong(path, f"must be one kind of fault with its keys; there are {known}")
    ((kind_name, given),) = value.items()
    if kind_name not in KINDS:
        return reading.wrong((*path, kind_name), f"no such fault; there are {', '.join(KINDS)}")
    kind = KINDS[kind_name]
    before = len(reading.mistakes)
    values = record(kind.fields)(reading, (*path, kind_name), given)
    if len(reading.mistakes) == before and (wrong := kind.disagreement(values)) is not None:
        reading.wrong((*path, kind_name), wrong)
    return ((kind, values),)
