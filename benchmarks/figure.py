"""One measured figure, and what it has to reach."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`value` in `unit`; a rate has to be at least `target`, anything else at most.

    `at_least`: the target is the least although the unit is no rate.
    """

    what: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False

    @property
    def has_floor(self) -> bool:
        return self.at_least or self.unit.endswith("/s")

    @property
    def is_reached(self) -> bool:
        if self.target is None:
            return True
        return self.value >= self.target if self.has_floor else self.value <= self.target

    @property
    def aim(self) -> str:
        """The target with its direction, empty if there is none."""
        if self.target is None:
            return ""
        return f"{'>=' if self.has_floor else '<='} {shown(self.target)}"

    @property
    def verdict(self) -> str:
        return "ok" if self.is_reached else "MISSED"

    def line(self) -> str:
        """For a terminal."""
        value = f"{shown(self.value):>10} {self.unit:<9}"
        return f"  {self.what:<58} {value} {self.aim:<10} {self.verdict}"

    def row(self) -> tuple[str, ...]:
        """For the page: what, value, target, verdict."""
        verdict = self.verdict if self.target is not None else ""
        return self.what, f"{shown(self.value)} {self.unit}".strip(), self.aim, verdict


def shown(value: float) -> str:
    """A number with as many decimals as say something."""
    decimals = 0 if value == round(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 3  # noqa: PLR2004 - three significant digits or so
    return f"{value:,.{decimals}f}"
