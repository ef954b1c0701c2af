"""Which recovery point a launch uses.

Without a choice DRS takes a snapshot on demand and waits for it up to ten minutes; an existing
point saves that wait when the source is dead (DRS user guide, CloudEndure-Concepts). Points are
resolved right before the launch: those of the last hour are gone within the hour.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from ssm_documents.scripts.lib.clients import Where, call, client
from ssm_documents.scripts.lib.here import RefusedError

LATEST_SNAPSHOT = "latest-snapshot"


def check_point(chosen: str) -> str:
    """The choice, if it is one: empty, `latest-snapshot` or a moment. Raises `RefusedError`."""
    if chosen and chosen != LATEST_SNAPSHOT:
        _moment(chosen)
    return chosen


def points_of(region: str | Where, chosen: str, servers: Sequence[str]) -> dict[str, str]:
    """The snapshot id for each server that has one; empty ids without a choice."""
    if not chosen:
        return dict.fromkeys(servers, "")
    found = {server: _newest(region, chosen, server) for server in servers}
    return {server: str(point["snapshotID"]) for server, point in found.items() if point}


def _newest(region: str | Where, chosen: str, server: str) -> dict[str, Any]:
    before = {} if chosen == LATEST_SNAPSHOT else {"toDateTime": _moment(chosen)}
    answer = call(
        client("drs", region).describe_recovery_snapshots,
        sourceServerID=server,
        order="DESC",
        maxResults=10,
        filters=before,
    )
    taken = [point for point in answer.get("items") or () if point.get("timestamp")]
    return taken[0] if taken else {}


def _moment(chosen: str) -> str:
    """A moment as DRS filters want it. Raises `RefusedError` for anything else."""
    try:
        moment = datetime.fromisoformat(chosen)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise RefusedError(
            f"PointInTime {chosen!r} is no choice; leave it empty for a snapshot on demand, or give"
            f" {LATEST_SNAPSHOT}, or a moment with its zone such as 2026-11-20T03:00:00Z"
        )
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
