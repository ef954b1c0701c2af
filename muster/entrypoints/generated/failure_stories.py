"""The catalogue of faults, each played on the plan that is shipped: what came of it, as values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from muster.embedded.aws.faults.kinds import KINDS
from muster.embedded.aws.faults.ready_made import READY_MADE
from muster.embedded.aws.faults.script import FaultScript, load_faults
from muster.embedded.aws.seeds import Inventory, Staging
from muster.entrypoints.local.conductor import Act, OnFailure
from muster.entrypoints.local.material import PLAN, Material, read_material
from muster.entrypoints.simulate.course import Course
from muster.entrypoints.simulate.predict import Wish, predict
from muster.model.base import Mode
from muster.service.reading.run_view import RunView

SEED: Final = 1
LOOK: Final = 30.0
"""Seconds between two looks at the status: what passes sooner is not read."""
STRIKING: Final[Mapping[str, str]] = {
    "launch-delay": "launch-delay: {server: any, by: 5m}",
    "outside-launch": "outside-launch: {server: s-51d6b65c73391918f, in: drill}",
    "instance-lost": "instance-lost: {server: any, after: 1s}",
    "event-lost": "event-lost: {source: aws.drs, times: always}",
    "role": 'role: {action: "drs:StartRecovery", times: 1}',
    "stalled-job": "stalled-job: {server: any, at: launch, for: 90m}",
}
"""Entries for kinds whose example would not strike this plan, or not for sure."""
IN_RECOVERY: Final = frozenset({"function"})
"""Kinds that strike what this plan does in a recovery only."""
ON_EXTENDED: Final = frozenset({"extension-error"})
"""Kinds that strike extended source servers only: the plan's servers are extended ones for them."""
STAGING: Final = "210987654321"
_IDS: Final = re.compile(
    r"\b((?:drsjob|i|s)-)[0-9a-f]{17}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-\w{12}\b"
)
_TIMES: Final = re.compile(r"\b\d+(?= (?:s|m|h|seconds|minutes)\b)|\d\d:\d\d(?::\d\d| UTC)")


@dataclass(frozen=True)
class Fault:
    """An entry of the catalogue: its name, the entry of a script, one sentence of what happens.

    `extended`: it is played with source servers that are extended from a staging account.
    """

    name: str
    entry: str
    says: str
    mode: Mode = Mode.DRILL
    extended: bool = False


@dataclass(frozen=True)
class Tale:
    """What came of a fault: the run's course, and what an operator read and did meanwhile."""

    course: Course
    seen: tuple[str, ...]

    @property
    def ended(self) -> str:
        """The state in which the run ended, or where it stands that nobody goes on with."""
        return "waiting for a decision" if self.course.stopped else self.course.state


@dataclass
class Reader:
    """Somebody who looks at the run and remembers every sentence that is new."""

    seen: dict[str, None] = field(default_factory=dict)

    def look(self, view: RunView) -> None:
        """One look at the status."""
        for sentence in _sentences(view):
            self.seen[sentence] = None

    def done(self, act: Act) -> None:
        """What was decided, other than at a gate."""
        if act.what != "approve":
            self.seen[f"→ {act.what} {act.about}".strip()] = None


def catalogue() -> Iterator[Fault]:
    """Every ready-made script, then every kind."""
    for name, made in READY_MADE.items():
        yield Fault(name, name, made.says)
    for name, kind in KINDS.items():
        mode = Mode.RECOVERY if name in IN_RECOVERY else Mode.DRILL
        entry = STRIKING.get(name, kind.example)
        yield Fault(name, entry, kind.says, mode, extended=name in ON_EXTENDED)


def tale(fault: Fault) -> Tale:
    """Play it. Failed waves are tried again, up to three times; a lost driver is replaced."""
    material = read_material([PLAN])
    if fault.extended:
        material = replace(material, inventory=_extended(material.inventory))
    return _played(material, load_faults(f"faults:\n- {fault.entry}\n"), fault.mode)


def calm(mode: Mode) -> Tale:
    """Play the same plan when nothing goes wrong."""
    return _played(read_material([PLAN]), FaultScript(), mode)


def _extended(inventory: Inventory) -> Inventory:
    """The same servers, replicating in a staging account."""
    bases = [replace(one, id=f"s-{one.id[:1:-1]}", account=STAGING) for one in inventory.servers]
    extended = [
        replace(one, staging=Staging(STAGING, base.id))
        for one, base in zip(inventory.servers, bases, strict=True)
    ]
    return replace(inventory, servers=(*extended, *bases))


def _played(given: Material, script: FaultScript, mode: Mode) -> Tale:
    material = replace(given, faults=script)
    reader = Reader()
    wish = Wish(mode, OnFailure.RETRY, SEED, look=LOOK)
    course = predict(material, wish, reader.done, reader.look)
    return Tale(course, tuple(reader.seen))


def _sentences(view: RunView) -> Iterator[str]:
    for finding in view.findings:
        yield f"before the start: {finding['name']}: {_masked(finding['text'])}"
    for wave in view.waves:
        if wave.waits_for:
            yield f"{wave.wave} waits for: {_masked(wave.waits_for)}"
        if wave.reason:
            yield f"{wave.wave} {wave.state}: {_masked(wave.reason)}"
    if view.lost_driver or view.state == "stalled":
        yield "nobody drives the run"


def _masked(text: str) -> str:
    """Without what would be another text at the next change of the code: ids and counts of time."""
    masked = _IDS.sub(lambda found: f"{found[1] or ''}…", str(text))
    return _TIMES.sub("…", masked)
