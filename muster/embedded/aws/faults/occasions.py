"""Which of many matching occasions a fault strikes."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.forms import Field, number
from muster.embedded.aws.places import Path, Reading

FOR_EVER = float("inf")


def _times(reading: Reading, path: Path, value: Any) -> Any:
    return FOR_EVER if value == "always" else number(1, whole=True)(reading, path, value)


def _fields(usual: str) -> Mapping[str, Field]:
    return {
        "nth": Field(number(1, whole=True), means="from the n-th occasion on; usually 1"),
        "times": Field(_times, means=f"so often, or `always`; {usual}"),
        "rate": Field(number(0, 1), means="only with this probability, by the world's seed"),
    }


OCCASION_FIELDS = _fields("usually 1, with a `rate` always")
"""For what strikes once unless it is told otherwise."""
LASTING_FIELDS = _fields("usually always")
"""For what lasts until somebody mends it."""


@dataclass
class Occasions:
    """Counts matching occasions and says at which of them to strike."""

    nth: int
    left: float
    rate: float
    rng: random.Random
    seen: int = 0

    def strike(self) -> bool:
        """One more matching occasion: whether the fault strikes at it."""
        self.seen += 1
        if self.seen < self.nth or self.left <= 0:
            return False
        if self.rate < 1.0 and self.rng.random() >= self.rate:
            return False
        self.left -= 1
        return True


def occasions(values: Mapping[str, Any], rng: random.Random, *, lasting: bool = False) -> Occasions:
    """From what `OCCASION_FIELDS` read, or `LASTING_FIELDS` if `lasting`."""
    usual = FOR_EVER if lasting or "rate" in values else 1.0
    left = values.get("times", usual)
    return Occasions(values.get("nth", 1), left, float(values.get("rate", 1.0)), rng)
