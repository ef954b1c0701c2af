"""The figures and tables of the makespan benchmark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.figure import Figure
from benchmarks.makespan.bound import JOBS, SERVERS, Bound, bound
from benchmarks.makespan.chance import Launches
from benchmarks.makespan.expected import EXPECTED, MINUTES
from benchmarks.makespan.musters import Run, run
from benchmarks.makespan.outcome import Outcome
from benchmarks.makespan.playing import play
from benchmarks.makespan.policies import POLICIES
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import Scenario
from benchmarks.makespan.scenarios import SCENARIOS
from benchmarks.table import Table

SEED = 1
LENGTHS = {8: 1.10, 15: 1.05}
"""Minutes of a job, and how much more than the bound muster may take then."""
LAG = 20.0
POLLS = 5
PEERS_AT = 8


@dataclass(frozen=True)
class Played:
    """muster through one scenario, with jobs of so many minutes."""

    scenario: Scenario
    minutes: int
    bound: Bound
    run: Run

    @property
    def ratio(self) -> float:
        return self.run.outcome.makespan / self.bound.ideal


def measure_scenario(
    scenario: Scenario, lengths: Sequence[int] = tuple(LENGTHS)
) -> Iterator[Figure | Table]:
    """muster against the bound, with jobs of these lengths, and against everybody else with one."""
    played = []
    for minutes in lengths if not scenario.times else (PEERS_AT,):
        one = _played(scenario, minutes)
        played.append(one)
        yield from _figures(one)
    yield from (_compared(one) for one in played if one.minutes == PEERS_AT)
    yield _used(played)
    yield _calls(played)


def reproduce() -> Iterator[Figure | Table]:
    chain = SCENARIOS["D"]
    rows, met = [], 0
    for policy in (policy for policy in POLICIES if policy.name in EXPECTED):
        equal = [chain.lasting(minutes * 60, spread=0.0) for minutes in MINUTES]
        found = [play(policy, one, seed=SEED, caps=False).makespan for one in equal]
        met += sum(_minutes(f) == e for f, e in zip(found, EXPECTED[policy.name], strict=True))
        rows.append((policy.name, *map(clock, found)))
    cells = len(EXPECTED) * len(MINUTES)
    yield Figure(f"cells of the expected table met, of {cells}", met, "cells", cells, at_least=True)
    head = ("policy, caps off", *(f"jobs of {minutes} min" for minutes in MINUTES))
    yield Table(
        "The expected table, reproduced",
        head,
        rows,
        "1,000 servers, 10 waves of 100 in a"
        " chain, every job equally long; hours:minutes:seconds, simulated.",
    )


def _played(scenario: Scenario, minutes: int) -> Played:
    scenario = scenario.lasting(minutes * 60)
    return Played(
        scenario, minutes, bound(scenario, Launches(scenario, SEED)), run(scenario, seed=SEED)
    )


def _figures(one: Played) -> Iterator[Figure]:
    what = f"jobs of {one.minutes} min: "
    goal = LENGTHS[one.minutes]
    yield Figure(f"{what}makespan of muster ÷ bound", one.ratio, "", goal)
    if any(wave.needs for wave in one.scenario.waves):
        after = one.run.effort.started_after
        yield Figure(f"{what}detection lag, p95", after, "s", LAG)
    polls = one.run.effort.describes_in_the_worst_minute
    yield Figure(f"{what}polls of DRS's jobs in the worst minute", polls, "", POLLS)
    yield Figure(f"{what}servers left behind", one.run.outcome.left_behind, "", 0)
    if one.scenario.staging:
        jobs, servers = one.run.staging
        yield Figure(f"{what}jobs in the fullest staging account", jobs, "", JOBS)
        yield Figure(f"{what}servers in the jobs of the fullest one", servers, "", SERVERS)


def _compared(one: Played) -> Table:
    head = (
        "who",
        "makespan",
        "÷ bound",
        "as it is",
        "DescribeJobs a min",
        "peak jobs",
        "peak servers",
        "lag p95 s",
        "left behind",
    )
    scenario = one.scenario
    rows = [_row("**muster**", one.run.outcome, one.bound, "")]
    rows += [_peer(policy, scenario, one.bound) for policy in POLICIES]
    rows.append(("bound", clock(one.bound.ideal), "1.00", "", "", "", "", "", ""))
    rows.append(("floor", clock(one.bound.floor), _ratio(one.bound.floor, one.bound), *[""] * 6))
    return Table(f"Who takes how long, jobs of {one.minutes} minutes", head, rows)


def _peer(policy: Policy, scenario: Scenario, least: Bound) -> tuple[str, ...]:
    """Measured with its caps off; `as it is` tells what becomes of it with them."""
    free = play(policy, scenario, seed=SEED, caps=False)
    refusal = policy.refuses(scenario)
    real = free if refusal else play(policy, scenario, seed=SEED, caps=True)
    said = refusal or real.stopped or _behind(real) or _slower(real, free)
    return _row(policy.name, free, least, said)


def _behind(real: Outcome) -> str:
    return f"{real.left_behind:,} servers left behind" if real.left_behind else ""


def _slower(real: Outcome, free: Outcome) -> str:
    return clock(real.makespan) if round(real.makespan) != round(free.makespan) else "the same"


def _row(name: str, found: Outcome, least: Bound, said: str) -> tuple[str, ...]:
    ends = found.stopped == ""
    return (
        name,
        clock(found.makespan) if ends else "stops",
        _ratio(found.makespan, least) if ends else "",
        said,
        f"{found.describes_a_minute:.1f}",
        str(found.peak_jobs),
        str(found.peak_servers),
        f"{found.lag:.0f}",
        f"{found.left_behind:,}",
    )


def _used(played: list[Played]) -> Table:
    """One column a length of job."""
    shown = (
        ("makespan", lambda one: clock(one.run.outcome.makespan)),
        ("bound", lambda one: clock(one.bound.ideal)),
        ("end of a wave seen after, p95 s", lambda one: f"{one.run.effort.seen_after:.0f}"),
        ("steps", lambda one: f"{one.run.effort.steps:,}"),
        ("script seconds", lambda one: f"{one.run.effort.script_seconds:,.0f}"),
        ("estimated cost, $", lambda one: f"{one.run.effort.cost:.2f}"),
    )
    rows = [(what, *map(of, played)) for what, of in shown]
    return Table("What a run of muster uses", _head(played), rows)


def _head(played: list[Played]) -> tuple[str, ...]:
    return ("", *(f"jobs of {one.minutes} min" for one in played))


def _calls(played: list[Played]) -> Table:
    names = sorted({name for one in played for name in one.run.effort.calls})
    rows = [(name, *(_a_minute(one, name) for one in played)) for name in names]
    return Table("Calls of runbooks a minute, by operation", _head(played), rows)


def _a_minute(one: Played, name: str) -> str:
    return f"{one.run.effort.calls[name] / one.run.outcome.makespan * 60:.2f}"


def _ratio(seconds: float, least: Bound) -> str:
    return f"{seconds / least.ideal:.3f}"


def _minutes(seconds: float) -> int:
    """Whole minutes as people read them: what is a second short of one counts as it."""
    return int((seconds + 1) // 60)


def clock(seconds: float) -> str:
    """`1:20:00`."""
    whole = round(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
