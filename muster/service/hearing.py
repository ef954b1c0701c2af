"""What the service needs in order to hear of the world: a queue, and the rules that fill it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Message:
    """A message of the queue; `receives` counts how often it was taken, this time included."""

    message: str
    body: str
    receipt: str = ""
    receives: int = 1


@dataclass(frozen=True)
class Rule:
    """An EventBridge rule: what it lets through to the queue (User Guide, "Event patterns")."""

    name: str
    pattern: Mapping[str, Any]


class EventQueue(Protocol):
    """A queue that gives each message at least once, in any order (SQS, standard).

    Each method raises `muster.service.errors.AwsError` when AWS does not do what it is asked.
    """

    def receive(self, *, wait: int) -> tuple[Message, ...]:
        """At most 10 messages, waiting up to `wait` seconds (0-20) for the first."""
        ...

    def delete(self, messages: Sequence[Message]) -> None:
        """Take messages off the queue; those that are not deleted come again."""
        ...
