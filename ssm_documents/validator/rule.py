"""What a rule of the validator is: code, title, reason, source, and a generator of mistakes.

A rule family is a module of `rules/` whose functions carry the `@rule` decorator. The docstring of
the function is the rule's description in `docs/reference/runbook-rules.md`.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from ssm_documents.validator.document import Document
from ssm_documents.validator.finding import Finding, Path, Place, Severity

GUIDE = "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
"""Sources without a scheme are pages of the Systems Manager user guide."""


@dataclass(frozen=True)
class Mistake:
    """What a rule yields: the place by `path` (of its key if `at_key`), a sentence and a hint."""

    path: Path
    message: str
    hint: str = ""
    at_key: bool = False
    place: Place | None = None


Mistakes = Iterator[Mistake]


@dataclass(frozen=True)
class Rule:
    """One rule; `find` yields nothing for a document that keeps it."""

    code: str
    title: str
    description: str
    severity: Severity
    source: str
    find: Callable[[Document], Mistakes]
    hint: str = ""
    """What mends the mistake, where the mistake itself does not say it better."""

    @property
    def url(self) -> str:
        """The page that states what the rule checks."""
        return self.source if self.source.startswith("https:") else f"{GUIDE}{self.source}.html"

    def findings(self, document: Document) -> Iterator[Finding]:
        """The mistakes of a document as findings with code, file and place."""
        for mistake in self.find(document):
            positions = document.positions
            place = mistake.place or positions.place(mistake.path, at_key=mistake.at_key)
            yield Finding(
                self.code,
                self.severity,
                printable(mistake.message),
                mistake.path,
                printable(mistake.hint or self.hint),
                positions.file,
                place or (Place() if positions.file else None),
            )


def printable(message: str) -> str:
    """A message that quotes a document: one line, no control characters, not endless."""
    shown = message if len(message) <= _LONGEST else f"{message[: _LONGEST - 1]}…"
    return "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in shown)


_LONGEST = 400


def rule(
    code: str, title: str, source: str, severity: Severity = "error", *, hint: str = ""
) -> Callable[[Callable[[Document], Mistakes]], Rule]:
    """Make a rule of a generator; its docstring becomes the description."""

    def decorate(find: Callable[[Document], Mistakes]) -> Rule:
        return Rule(code, title, inspect.cleandoc(find.__doc__ or ""), severity, source, find, hint)

    return decorate


def rules_of(family: ModuleType) -> tuple[Rule, ...]:
    """The rules of a family in the order of its file."""
    return tuple(member for member in vars(family).values() if isinstance(member, Rule))
