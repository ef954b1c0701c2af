"""What may go wrong with a Slack during a demo, by name: faults that come and go by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """So many real seconds after the app's first message, these faults change."""

    after: float
    changes: Mapping[str, Any]


@dataclass(frozen=True)
class Misfortune:
    """What happens, in one sentence, and the steps in which it does."""

    says: str
    steps: tuple[Step, ...]


MISFORTUNES: Mapping[str, Misfortune] = {
    "slack-outage": Misfortune(
        "Slack answers 503 to everything for half a minute, while the drill goes on.",
        (Step(15.0, {"outage": True}), Step(45.0, {"outage": False})),
    ),
    "slack-rate-limits": Misfortune(
        "Every second call of Slack is one too many: 429, come again in five seconds.",
        (Step(0.0, {"rate_limit_every": 2, "retry_after": 5}),),
    ),
    "slack-lost-messages": Misfortune(
        "Slack takes a message and loses it; of another one it loses the answer.",
        (Step(0.0, {"lost_messages": 1}), Step(10.0, {"lost_answers": 1})),
    ),
    "slack-duplicates": Misfortune(
        "Slack delivers every command, click and event three times.",
        (Step(0.0, {"duplicate_deliveries": 2}),),
    ),
}
