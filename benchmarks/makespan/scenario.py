"""What is to be recovered: waves of servers, what each needs, how long a launch takes.

A wave may stand for one tier of an application. `actions` are how long the wave's actions before
and after take, in seconds. All of it is plain data; the scenarios themselves are in `scenarios.py`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

SERVERS_A_JOB = 100


@dataclass(frozen=True)
class Wave:
    """`servers` are launched together once every wave of `needs` is done."""

    name: str
    servers: tuple[str, ...]
    needs: tuple[str, ...] = ()
    before: tuple[float, ...] = ()
    after: tuple[float, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """`seconds` is how long a launch takes on average, `spread` by how much of it one may differ.

    `failed` is the share of servers whose first launch fails, `throttled` the share of calls to DRS
    that are refused as too many. `times` overrules chance: seconds of a launch by server. `staging`
    names the staging account of each extended source server.
    """

    name: str
    says: str
    waves: tuple[Wave, ...]
    seconds: float = 480.0
    spread: float = 0.1
    failed: float = 0.0
    throttled: float = 0.0
    times: tuple[tuple[str, float], ...] = ()
    staging: tuple[tuple[str, str], ...] = ()

    @property
    def servers(self) -> tuple[str, ...]:
        return tuple(server for wave in self.waves for server in wave.servers)

    def lasting(self, seconds: float, *, spread: float | None = None) -> "Scenario":
        """The same with launches of so many seconds."""
        return replace(self, seconds=seconds, spread=self.spread if spread is None else spread)


def chain(sizes: Iterable[int]) -> tuple[Wave, ...]:
    """Waves of so many servers, each after the one before."""
    waves: list[Wave] = []
    start = 0
    for number, size in enumerate(sizes):
        needs = (waves[-1].name,) if waves else ()
        waves.append(Wave(f"wave-{number + 1}", _servers(start, size), needs))
        start += size
    return tuple(waves)


def applications(count: int, tiers: tuple[int, ...]) -> tuple[Wave, ...]:
    """Applications that need nothing of each other, each a chain of tiers of so many servers."""
    waves: list[Wave] = []
    start = 0
    for application in range(1, count + 1):
        before: tuple[str, ...] = ()
        for tier, size in enumerate(tiers, 1):
            name = f"app-{application}-tier-{tier}"
            waves.append(Wave(name, _servers(start, size), before))
            before, start = (name,), start + size
    return tuple(waves)


def levels(waves: Iterable[Wave]) -> list[list[Wave]]:
    """Waves by how many stand before them: what may be launched together, level by level."""
    known: dict[str, int] = {}
    found: list[list[Wave]] = []
    for wave in waves:
        level = max((known[need] + 1 for need in wave.needs), default=0)
        known[wave.name] = level
        found += [[] for _ in range(level + 1 - len(found))]
        found[level].append(wave)
    return found


def in_line(waves: tuple[Wave, ...]) -> tuple[Wave, ...]:
    """The waves as a tool without branches has them: level by level, packed up to a job's size.

    A chain stays as it is.
    """
    by_level = levels(waves)
    if all(len(level) == 1 for level in by_level):
        return waves
    return tuple(
        Wave(f"level-{number}-{part}", servers)
        for number, level in enumerate(by_level, 1)
        for part, servers in enumerate(_packed(level), 1)
    )


def chains(waves: tuple[Wave, ...]) -> list[tuple[Wave, ...]]:
    """The waves as applications: each a chain that needs nothing of another."""
    found: dict[str, list[Wave]] = {}
    for wave in waves:
        found[wave.name] = [*found.pop(wave.needs[0]), wave] if wave.needs else [wave]
    return [tuple(chain) for chain in found.values()]


def in_jobs(servers: tuple[str, ...], most: int = SERVERS_A_JOB) -> list[tuple[str, ...]]:
    """The servers in pieces of a job's size."""
    return [servers[start : start + most] for start in range(0, len(servers), most)]


def _packed(level: list[Wave]) -> Iterator[tuple[str, ...]]:
    open_wave: tuple[str, ...] = ()
    for wave in level:
        if len(open_wave) + len(wave.servers) > SERVERS_A_JOB:
            yield open_wave
            open_wave = ()
        open_wave += wave.servers
    yield open_wave


def _servers(start: int, count: int) -> tuple[str, ...]:
    return tuple(f"s-{number:017d}" for number in range(start, start + count))
