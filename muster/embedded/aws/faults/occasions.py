"""Which of many matching occasions a fault strikes."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.forms import Field, number
from muster.embedded.aws.places import MISSING, Path, Reading

FOR_EVER = float("inf")


def _times(reading: Reading, path: Path, value: Any) -> Any:
    return FOR_EVER if value == "always" else number(1, whole=True)(reading, path, value)


OCCASION_FIELDS: Mapping[str, Field] = {
    "nth": Field(number(1, whole=True)),
    "times": Field(_times),
    "rate": Field(number(0, 1)),
}
"""`nth`: from the n-th matching occasion on (1). `times`: so often, or `always` (1; with a rate:
always). `rate`: only with this probability, by the world's seed."""


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


def occasions(values: Mapping[str, Any], rng: random.Random) -> Occasions:
    """From what `OCCASION_FIELDS` read."""
    rate = values.get("rate", MISSING)
    usual = 1.0 if rate is MISSING else FOR_EVER
    chance = 1.0 if rate is MISSING else float(rate)
    return Occasions(values.get("nth", 1), values.get("times", usual), chance, rng)
