"""What is looked at before a run, and what each finding means in which mode: one table.

`block`: the run does not begin. `ask`: a person has to say so: at the run's own gate, else the run
is paused until it is resumed. `warn`: it is said, and the run goes on. A recovery is blocked by
nothing that may be out of date in a disaster, replication least of all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from muster.engine.counts import counted
from muster.engine.guards import BROKEN, Facts, Verdict, judge_server
from muster.engine.items import Server
from muster.engine.states import Mode
from muster.engine.verdict import duration


class Level(StrEnum):
    """What a finding means for the run."""

    BLOCK = "block"
    ASK = "ask"
    WARN = "warn"


@dataclass(frozen=True)
class Check:
    """One row of the table; None: not looked at in this mode."""

    check: str
    says: str
    drill: Level | None
    recovery: Level | None

    def level(self, mode: str) -> Level | None:
        """What its finding means in this mode."""
        return self.drill if mode == Mode.DRILL else self.recovery


@dataclass(frozen=True)
class Finding:
    """One thing that was found: about a source server, a gate, a quota."""

    level: Level
    check: str
    server: str
    name: str
    text: str


@dataclass(frozen=True)
class Look:
    """What a look is for: mode, the plan's RPO in seconds (0: none), now in epoch seconds, UTC.

    `ours` are the DRS jobs of the run itself, `point` is the point in time that it asks for.
    """

    mode: str
    rpo: int
    now: int
    ours: frozenset[str] = frozenset()
    point: str = ""


_B, _A, _W = Level.BLOCK, Level.ASK, Level.WARN
CHECKS = (
    Check("known", "DRS knows the source server", _B, _B),
    Check(
        "recovery-point", "DRS has a recovery point of it: without one it launches nothing", _B, _A
    ),
    Check("staging", "DRS cannot reach the staging account of an extended source server", _B, _A),
    Check("chosen-point", "no recovery point fits the point in time that was asked for", _B, _A),
    Check("live-instance", "a launch would destroy a recovery instance that is in use", _B, _A),
    Check("own-instance", "an instance of this very run exists although its launch failed", _W, _W),
    Check("busy", "a DRS job holds the server; its wave waits for that job", _W, _W),
    Check("drill-instance", "the launch replaces the instance of an earlier drill", _W, _W),
    Check("replication", "replication is not CONTINUOUS; an older point is used", _W, _W),
    Check("lag", "replication lags behind by more than the plan's RPO", _W, _W),
    Check("point-age", "the newest recovery point is older than the plan's RPO", _W, _W),
    Check("source-alive", "sources still replicate: a planned move, or no disaster?", None, _W),
    Check("gate", "not enough people can open a gate of the plan", _B, _W),
    Check("vcpu-quota", "a quota of EC2 leaves too few vCPUs for the launches", _A, _W),
    Check("instance-type", "EC2 does not offer an instance type in the Region", _A, _W),
    Check("subnet-addresses", "a subnet has fewer free addresses than servers", _A, _W),
    Check("not-looked-at", "a part of AWS did not answer, or may not be asked", _W, _W),
)
BY_NAME = {check.check: check for check in CHECKS}


def finding_of(mode: str, check: str, server: str, name: str, text: str) -> list[Finding]:
    """The finding at its level; none if the check is not for this mode."""
    level = BY_NAME[check].level(mode)
    return [Finding(level, check, server, name, text)] if level else []


def of_server(look: Look, server: Server, facts: Facts) -> list[Finding]:
    """The findings about one server: what the guards say, else how old its data would be."""
    verdict, reason = judge_server(server, facts, look.ours)
    if verdict is Verdict.REFUSE:
        texts = [(_refusal(facts, look.ours), reason)]
    elif verdict is Verdict.WAIT:
        texts = [("busy", f"{reason}; its wave waits for that job")]
    else:
        texts = list(_of_data(facts, look)) if verdict is Verdict.LAUNCH else []
    return [
        found
        for check, text in texts
        for found in finding_of(look.mode, check, server.server, server.name, text)
    ]


def _refusal(facts: Facts, ours: frozenset[str]) -> str:
    if not facts.exists:
        return "known"
    if facts.instance and facts.instance_job in ours:
        return "own-instance"
    if facts.instance and not facts.instance_is_drill:
        return "live-instance"
    return "staging" if facts.extension == BROKEN else "recovery-point"


def _of_data(facts: Facts, look: Look) -> Iterable[tuple[str, str]]:
    """What a launch would replace, and how old its data would be."""
    if facts.instance:
        yield "drill-instance", f"its drill instance {facts.instance} will be replaced"
    if facts.replication != "CONTINUOUS":
        yield "replication", f"replication is {facts.replication}; an older point is used"
    rpo, age = look.rpo, look.now - facts.point_at if facts.point_at else 0
    if rpo and age > rpo:
        yield "point-age", f"its newest recovery point is {duration(age)} old, RPO {duration(rpo)}"
    if rpo and facts.lag > rpo:
        yield "lag", f"replication lags {duration(facts.lag)} behind, RPO {duration(rpo)}"


def of_sources(mode: str, facts: Iterable[Facts]) -> list[Finding]:
    """Whether the sources are alive: in a disaster they are not."""
    known = [each for each in facts if each.exists]
    alive = [each for each in known if each.replication == "CONTINUOUS"]
    text = (
        f"{len(alive)} of {counted(len(known), 'source server')} still replicating: in a planned"
        " move stop them first; two of a kind may write to the same places"
    )
    return finding_of(mode, "source-alive", "", "source servers", text) if alive else []


def worst(findings: Iterable[Finding]) -> Level | None:
    """The level that decides what becomes of the run."""
    levels = {found.level for found in findings}
    return next((level for level in Level if level in levels), None)
