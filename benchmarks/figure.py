"""One measured figure, and what it has to reach."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`value` in `unit`; a rate has to be at least `target`, anything else at most."""

    what: str
    value: float
    unit: str
    target: float | None = None

    @property
    def is_rate(self) -> bool:
        return self.unit.endswith("/s")

    @property
    def is_reached(self) -> bool:
        if self.target is None:
            return True
        return self.value >= self.target if self.is_rate else self.value <= self.target

    def line(self) -> str:
        aim = "" if self.target is None else f"{'>=' if self.is_rate else '<='} {self.target:,.0f}"
        verdict = "ok" if self.is_reached else "MISSED"
        return f"  {self.what:<52} {self.value:>10,.0f} {self.unit:<9} {aim:<10} {verdict}"
