"""Telling the world: events of our own source, and one topic."""

from typing import Final

from muster.entrypoints.deploy.policies.statement import Statement, arn
from muster.model.settings import Settings

PUTTING: Final = Statement(
    "PutsOwnEvents",
    ("events:PutEvents",),
    (arn("events", "event-bus/default"),),
    {"StringEquals": {"events:source": "muster"}},
)


def topic() -> Statement:
    """Publish to the topic of people who act."""
    return Statement("TellsPeople", ("sns:Publish",), (arn("sns", str(Settings().topic)),))
