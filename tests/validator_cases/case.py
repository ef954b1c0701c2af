"""A case of the validator's table: a minimal document with one mistake, and its good twin."""

from dataclasses import dataclass
from textwrap import dedent, indent


@dataclass(frozen=True)
class Case:
    """`bad` yields exactly one finding, of this code, which says `says`; `good` yields none."""

    code: str
    says: str
    bad: str
    good: str


def runbook(text: str) -> str:
    """A whole document of the text of its steps; what is one already is left as it is."""
    text = dedent(text).strip("\n") + "\n"
    if "mainSteps" in text or "schemaVersion" in text:
        return text
    return "schemaVersion: '0.3'\nmainSteps:\n" + indent(text, "  ")
