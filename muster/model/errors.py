"""What is wrong with a plan, as values: `Problem`s, all of a file at once.

`PlanRefusedError` is the only exception that the loader lets out.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One mistake: where (line and column count from 1; 0 is the file as a whole), what, a hint."""

    code: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""

    def __str__(self) -> str:
        """The two lines that a terminal shows; the hint line only if there is a hint."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        first = f"{place}: error[{self.code}] {self.message}"
        return f"{first}\nhint: {self.hint}" if self.hint else first

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)


class PlanRefusedError(Exception):
    """A plan, groups or people file is refused; `problems` names every mistake, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line, p.column, p.code)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
