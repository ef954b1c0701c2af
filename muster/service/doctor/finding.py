"""What a check says: a verdict, a reason, and what mends it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """`skip`: it could not be looked at, because of something else that is said."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    WARN = "warn"
    FAIL = "fail"
    SKIP = "skip"


@dataclass(frozen=True)
class Answer:
    """One thing that a check found."""

    verdict: Verdict
    sentence: str
    fix: str = ""


@dataclass(frozen=True)
class Finding:
    """An answer with the name of its check."""

    check: str
    verdict: Verdict
    sentence: str
    fix: str = ""


def good(sentence: str) -> Answer:
    """All is well."""
    return Answer(Verdict.PASS, sentence)


def doubtful(sentence: str, fix: str) -> Answer:
    """It works today, or cannot be told."""
    return Answer(Verdict.WARN, sentence, fix)


def bad(sentence: str, fix: str) -> Answer:
    """A drill or a recovery would fail, or nobody would hear of it."""
    return Answer(Verdict.FAIL, sentence, fix)


def passed_over(sentence: str) -> Answer:
    """Not looked at."""
    return Answer(Verdict.SKIP, sentence)
