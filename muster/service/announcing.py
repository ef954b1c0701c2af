"""Telling people how a run stands: what reactions and the reconciler need of a chat.

`Refresh` keeps the messages of a run true; a `Call` says that somebody has to look, or to act.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class CallKind(StrEnum):
    """What people are called for."""

    APPROVAL_NEEDED = "approval needed"
    APPROVAL_WAITS = "approval still waits"
    APPROVAL_EXPIRES = "approval expires"
    DECISION_NEEDED = "decision needed"
    FINISHED = "finished"
    FAILED = "failed"
    NO_DRIVER = "no driver"
    BREAK_GLASS = "break-glass"
    OUTSIDE_RECOVERY = "outside recovery"
    REPLICATION_STALLED = "replication stalled"


MAILED = frozenset({CallKind.APPROVAL_WAITS, CallKind.NO_DRIVER, CallKind.OUTSIDE_RECOVERY})
"""Also told by the topic. Of what the runbooks know they tell it themselves."""


@dataclass(frozen=True)
class Refresh:
    """The messages of this run may say what is no longer true."""

    run: str


@dataclass(frozen=True)
class Call:
    """People are needed; the same `key` of a run calls once.

    `about` is the gate, wave, server or job that is meant, `text` a sentence on what is the case,
    `act` what to do (empty: nothing). `run` empty: it happened outside every run.
    """

    run: str
    kind: CallKind
    key: str
    about: str
    text: str
    act: str = ""


Notice = Refresh | Call


class Topic(Protocol):
    """Where people hear what is urgent even if no chat takes it.

    Raises `muster.service.errors.AwsError` when AWS does not do what it is asked.
    """

    def publish(self, subject: str, text: str) -> None:
        """Tell those who have subscribed."""
        ...


class NoTopic:
    """A `Topic` where there is none."""

    def publish(self, subject: str, text: str) -> None:
        """Nobody has subscribed."""


class Announcer(Protocol):
    """Keeps what people see of a run true; whatever it is told, it reads the run again itself.

    Never raises because the chat does not answer: what could not be said is said later.
    """

    def refresh(self, run: str) -> None:
        """Look at the run and let every message about it say what is true now."""
        ...

    def refresh_soon(self, run: str) -> None:
        """Likewise, but many words on one run within seconds cost one look."""
        ...

    def call_people(self, call: Call) -> None:
        """Say it once, where the people of the run see it."""
        ...

    def run_due(self) -> float | None:
        """Say what was put off and is due; gives the seconds until more is, None: nothing is."""
        ...
