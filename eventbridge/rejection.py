"""Why a message of the queue became no event."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """The kinds of messages that nothing follows from."""

    NOT_AN_EVENT = "not-an-event"
    """No EventBridge event at all, or one without source and kind."""
    UNKNOWN_KIND = "unknown-kind"
    """Nobody here knows this source and kind; the rules let none through."""
    MALFORMED = "malformed"
    """The kind is known, the shape is not what AWS or our scripts emit."""
    NO_NEWS = "no-news"
    """Right in form, but nothing that anybody waits for."""
    OWN_DOING = "own-doing"
    """A call to DRS that muster itself made."""


@dataclass(frozen=True)
class Rejection:
    """A message that is dropped; `about` says for the log what it was, without its content."""

    reason: Reason
    about: str = ""
