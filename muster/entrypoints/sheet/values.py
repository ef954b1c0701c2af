"""What stands on a sheet, whatever it looks like."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One thing to do: in words, as a command if there is one, and what it must answer.

    `noted`: what is written down by hand.
    """

    do: str
    command: str = ""
    expect: str = ""
    noted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Steps under a heading; `rows` is a table, its head first."""

    title: str
    steps: tuple[Step, ...]
    about: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The whole page; `problems`: why it cannot be done as it stands."""

    title: str
    facts: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    sections: tuple[Section, ...]
