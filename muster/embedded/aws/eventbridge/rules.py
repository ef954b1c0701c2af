"""The rules of a bus that match an event, read from moto, which keeps and matches them."""

from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.events.models import events_backends

from muster.embedded.aws.eventbridge.event import Event
from muster.embedded.aws.kit import AwsError


def matching_targets(event: Event, bus: str) -> Iterator[Mapping[str, Any]]:
    """Every target of every enabled rule of the bus whose pattern matches the event.

    A rule with a schedule alone matches no event. Raises `AwsError` if there is no such bus.
    """
    rules = require_bus(event.place, bus).rules
    document = event.document()
    for rule in tuple(rules.values()):
        pattern = rule.event_pattern
        if rule.state != "DISABLED" and pattern.get_pattern() and pattern.matches_event(document):
            yield from tuple(rule.targets)


def require_bus(place: tuple[str, str], bus: str) -> Any:
    """The bus of that name, as moto has it; raises `AwsError` if there is none."""
    account, region = place
    try:
        return events_backends[account][region].describe_event_bus(bus)
    except JsonRESTError as error:
        raise AwsError("ResourceNotFoundException", f"Event bus {bus} does not exist.") from error
