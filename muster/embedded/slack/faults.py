"""Scripted misfortunes, switchable while the server runs."""

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass
class Faults:
    """What goes wrong. Counts go down as they are used up; zero, empty and false mean nothing does.

    Attributes:
        rate_limited: by method, or `*`, how many of its next calls answer 429.
        rate_limit_every: every n-th call of all answers 429.
        retry_after: seconds that a 429 asks for.
        outage: every call answers 503 and does nothing.
        lost_answers: so many next calls are done, but answer 500.
        lost_messages: so many next posts are accepted, and the message vanishes.
        duplicate_deliveries: so many copies of each click, command and event follow the first.
        late_delivery: seconds between the signing and the sending of each request to the app.
        timestamp_skew: seconds added to the timestamp of each request to the app.
        wrong_signature: each request to the app is signed with another secret.
    """

    rate_limited: dict[str, int] = field(default_factory=dict)
    rate_limit_every: int = 0
    retry_after: int = 1
    outage: bool = False
    lost_answers: int = 0
    lost_messages: int = 0
    duplicate_deliveries: int = 0
    late_delivery: float = 0.0
    timestamp_skew: float = 0.0
    wrong_signature: bool = False
    _calls: int = 0

    def change(self, changes: dict[str, Any]) -> None:
        """Set some of them, or none: ValueError names everything that does not fit."""
        problems = [problem for name, value in changes.items() if (problem := misfit(name, value))]
        if problems:
            raise ValueError("; ".join(problems))
        for name, value in changes.items():
            setattr(self, name, value)

    def reset(self) -> None:
        """Nothing goes wrong any more."""
        self.change({name: default_of(name) for name in NAMES})

    def shown(self) -> dict[str, Any]:
        """All settings by name."""
        return {name: getattr(self, name) for name in NAMES}

    def limits(self, method: str) -> bool:
        """Whether this call of a method is to answer 429; counts the call."""
        self._calls += 1
        if self.rate_limit_every and self._calls % self.rate_limit_every == 0:
            return True
        for name in (method, "*"):
            if self.rate_limited.get(name, 0) > 0:
                self.rate_limited[name] -= 1
                return True
        return False

    def uses_up(self, name: str) -> bool:
        """Take one from a count, if there is one left."""
        left: int = getattr(self, name)
        setattr(self, name, max(left - 1, 0))
        return left > 0


NAMES = tuple(one.name for one in fields(Faults) if not one.name.startswith("_"))


def default_of(name: str) -> Any:
    """The harmless value of a setting."""
    return getattr(Faults(), name)


def misfit(name: str, value: object) -> str | None:
    """Why a setting cannot have this value, or None."""
    if name not in NAMES:
        return f"there is no fault {name!r}; there are {', '.join(NAMES)}"
    wanted = type(default_of(name))
    if isinstance(value, bool) != (wanted is bool):
        return f"{name} must be {wanted.__name__}, is {value!r}"
    if isinstance(value, wanted) or (wanted is float and isinstance(value, int)):
        return None
    return f"{name} must be {wanted.__name__}, is {value!r}"
