"""A mistake as all reports see it, whoever found it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One mistake; `severity` is `error` or `warning`, line and column count from 1, 0: unknown.

    `title` is what the rule is called that `code` stands for.
    """

    code: str
    title: str
    severity: str
    message: str
    hint: str
    file: str
    line: int
    column: int

    @property
    def said(self) -> str:
        """What is wrong and how to mend it."""
        return f"{self.message}\nhint: {self.hint}" if self.hint else self.message
