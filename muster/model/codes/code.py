"""One kind of mistake."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A kind of mistake: its id, a one-line title, why it is refused, and YAML before and after."""

    id: str
    title: str
    why: str
    before: str
    after: str
