"""PutEvents and what follows from it."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.embedded.aws.context import Context
from muster.embedded.aws.eventbridge.event import Event
from muster.embedded.aws.eventbridge.rules import matching_targets, require_bus
from muster.embedded.aws.eventbridge.targets import UnknownTargetError, arn_of, send
from muster.embedded.aws.eventbridge.transform import payload
from muster.embedded.aws.kit import AwsError, Call, Service

log = logging.getLogger(__name__)

DEFAULT_BUS = "default"
REQUIRED = ("Source", "DetailType", "Detail")
MOST_HOPS = 1
"""Buses that an event passes on: AWS does not forward a forwarded event (User Guide, "Sending and
receiving events between event buses")."""


class EventBridge:
    """The delivery of a world's events."""

    def __init__(self, world: Context) -> None:
        self._world = world

    def service(self) -> Service:
        """PutEvents is ours; moto keeps buses, rules and targets."""
        return Service(name="events", handlers={"PutEvents": self._put_events}, rest_to_moto=True)

    def put(self, place: tuple[str, str], entry: Mapping[str, Any], bus: str = DEFAULT_BUS) -> str:
        """Deliver an entry of PutEvents on a bus of `place` (account, Region); gives its id.

        Without `Time` it happens now. Raises `AwsError` if there is no such bus.
        """
        account, region = place
        event = Event(
            id=self._world.new_uuid(),
            account=account,
            region=region,
            time=entry.get("Time") or datetime.fromtimestamp(self._world.clock.now(), UTC),
            source=entry["Source"],
            detail_type=entry["DetailType"],
            detail=json.loads(entry["Detail"]),
            resources=tuple(entry.get("Resources", ())),
        )
        require_bus(event.place, bus)
        for delay in self._world.faults.deliveries(event.source, event.detail_type):
            if delay > 0:
                self._world.clock.after(delay, lambda: self._deliver_late(event, bus))
            else:
                self._deliver(event, bus, hops=0)
        return event.id

    def _deliver_late(self, event: Event, bus: str) -> None:
        try:
            self._deliver(event, bus, hops=0)
        except AwsError as error:
            log.warning("a late event could not be delivered: %s", error)

    def _deliver(self, event: Event, bus: str, hops: int) -> None:
        for target in matching_targets(event, bus):
            try:
                self._to(target, event, hops)
            except (ClientError, BotoCoreError, UnknownTargetError) as error:
                log.warning("an event could not be delivered to %s: %s", target["Arn"], error)

    def _to(self, target: Mapping[str, Any], event: Event, hops: int) -> None:
        arn = arn_of(target["Arn"])
        if arn.service != "events":
            send(self._world, event.place, target, payload(event.document(), target))
        elif arn.resource.startswith("event-bus/") and hops < MOST_HOPS:
            self._deliver(event.on_bus(arn.account, arn.region), arn.name, hops + 1)

    def _put_events(self, call: Call) -> dict[str, Any]:
        results = [self._result(call, entry) for entry in call.params["Entries"]]
        failed = sum("ErrorCode" in result for result in results)
        return {"FailedEntryCount": failed, "Entries": results}

    def _result(self, call: Call, entry: Mapping[str, Any]) -> dict[str, Any]:
        refusal = _refusal(entry)
        if refusal is not None:
            code, message = refusal
            return {"ErrorCode": code, "ErrorMessage": message}
        bus = entry.get("EventBusName", DEFAULT_BUS).rpartition("/")[2]
        return {"EventId": self.put((call.account, call.region), entry, bus)}


def _refusal(entry: Mapping[str, Any]) -> tuple[str, str] | None:
    missing = next((name for name in REQUIRED if not entry.get(name)), None)
    if missing is not None:
        reason = f"Reason: {missing} is a required argument."
        return "InvalidArgument", f"Parameter {missing} is not valid. {reason}"
    if entry["Source"].startswith("aws."):
        return "NotAuthorizedForSourceException", "Not authorized for the source."
    try:
        right = isinstance(json.loads(entry["Detail"]), dict)
    except ValueError:
        right = False
    return None if right else ("MalformedDetail", "Detail is malformed.")
