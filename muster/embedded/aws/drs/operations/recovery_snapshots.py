"""Recovery snapshots: the points in time of one source server."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.drs import snapshots
from muster.embedded.aws.drs.iso8601 import moment
from muster.embedded.aws.drs.pages import page
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.drs.views.recovery_snapshot import recovery_snapshot
from muster.embedded.aws.kit import Call

FOREVER = float("inf")


def describe(target: Target, call: Call) -> Mapping[str, Any]:
    """API_DescribeRecoverySnapshots: `order`, filters `fromDateTime` and `toDateTime`.

    ASC without `order`, and filters held against `expectedTimestamp`: unverified. An unknown server
    answers ResourceNotFoundException, which the operation does not model (inferred).
    """
    server = target.server(call.params["sourceServerID"])
    filters = call.params.get("filters") or {}
    start = _bound(filters, "fromDateTime", -FOREVER)
    end = _bound(filters, "toDateTime", FOREVER)
    found = [s for s in snapshots.existing(server, target.now()) if start <= s.expected <= end]
    if call.params.get("order") == "DESC":
        found.reverse()
    return page(found, call.params, recovery_snapshot)


def _bound(filters: Mapping[str, str], name: str, otherwise: float) -> float:
    return moment(filters[name], f"filters.{name}") if filters.get(name) else otherwise
