"""An event as EventBridge hands it on."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Event:
    """One event; a bus elsewhere gets it with the account, Region and time that it came with."""

    id: str
    account: str
    region: str
    time: datetime
    source: str
    detail_type: str
    detail: Mapping[str, Any]
    resources: tuple[str, ...]
    bus_account: str = ""
    bus_region: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Account and Region of the bus that it is on."""
        return self.bus_account or self.account, self.bus_region or self.region

    def on_bus(self, account: str, region: str) -> "Event":
        """The same event on a bus elsewhere."""
        return dataclasses.replace(self, bus_account=account, bus_region=region)

    def document(self) -> dict[str, Any]:
        """The JSON that rules see and targets get."""
        return {
            "version": "0",
            "id": self.id,
            "detail-type": self.detail_type,
            "source": self.source,
            "account": self.account,
            "time": self.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": self.region,
            "resources": list(self.resources),
            "detail": dict(self.detail),
        }
