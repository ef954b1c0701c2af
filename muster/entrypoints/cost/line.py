"""A line of a bill."""

from collections.abc import Sequence
from dataclasses import dataclass

from muster.entrypoints.cost.prices import Price


@dataclass(frozen=True)
class Line:
    """So many units of something at a price."""

    what: str
    units: float
    price: Price

    @property
    def dollars(self) -> float:
        """What it costs."""
        return self.price.of(self.units)


def total(lines: Sequence[Line]) -> float:
    """What all of it costs, in dollars."""
    return sum(line.dollars for line in lines)
