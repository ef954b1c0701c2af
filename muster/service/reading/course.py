"""When each wave of a graph is over if nothing goes wrong, and which chain decides the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SHORTEST_REST = 60
"""Seconds that something still takes which has taken as long as usual already."""


@dataclass(frozen=True)
class Leg:
    """A wave, how long it usually takes and waits, and when it began (epoch seconds; 0: not yet).

    `over_at`: when it was settled, 0: it is not.
    """

    wave: str
    needs: tuple[str, ...]
    seconds: int
    wait: int = 0
    began: int = 0
    over_at: int = 0


@dataclass(frozen=True)
class Course:
    """`ends`: when each wave is over; `path`: the chain that decides the end, its first wave first.

    What is over already is not on the path.
    """

    ends: Mapping[str, int]
    path: tuple[str, ...]

    @property
    def end(self) -> int:
        """When the last wave is over; 0: there are no waves."""
        return max(self.ends.values(), default=0)


def course(legs: Iterable[Leg], now: int) -> Course:
    """The course of these waves from `now` on; a need that is not there counts as met."""
    known = {leg.wave: leg for leg in legs}
    ends: dict[str, int] = {}
    for leg in _in_order(known):
        ends[leg.wave] = leg.over_at or _end(leg, ends, now)
    return Course(ends, _path(known, ends))


def _end(leg: Leg, ends: Mapping[str, int], now: int) -> int:
    if leg.began:
        return max(leg.began + leg.seconds, now + SHORTEST_REST)
    ready = max((ends[need] for need in leg.needs if need in ends), default=now) + leg.wait
    return max(ready, now) + leg.seconds


def _in_order(known: Mapping[str, Leg]) -> list[Leg]:
    """Every wave after those that it needs; what stands in a circle comes last."""
    placed: dict[str, Leg] = {}
    left = dict(known)
    while left:
        ready = [
            leg for leg in left.values() if all(n in placed or n not in known for n in leg.needs)
        ]
        for leg in ready or list(left.values()):
            placed[leg.wave] = leg
            del left[leg.wave]
    return list(placed.values())


def _path(known: Mapping[str, Leg], ends: Mapping[str, int]) -> tuple[str, ...]:
    path: list[str] = []
    wave = max(ends, key=lambda name: ends[name], default="")
    while wave and not known[wave].over_at and wave not in path:
        path.insert(0, wave)
        needs = [need for need in known[wave].needs if need in ends and not known[wave].began]
        wave = max(needs, key=lambda name: ends[name], default="")
    return tuple(path)
