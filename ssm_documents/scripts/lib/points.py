"""Which recovery point a launch uses.

Without a choice DRS takes a snapshot on demand and waits for it up to ten minutes; an existing
point saves that wait when the source is dead (DRS user guide, CloudEndure-Concepts). Points are
resolved right before the launch: those of the last hour are gone within the hour.
"""

from collections.abc import Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.points import LATEST_SNAPSHOT, in_utc, point_asked
from ssm_documents.scripts.lib.clients import Where, call, client, is_transient
from ssm_documents.scripts.lib.facts import HasPoint, has_point
from ssm_documents.scripts.lib.here import RefusedError, now


def check_point(chosen: str) -> None:
    """Raise `RefusedError` unless that may be asked for."""
    try:
        point_asked(chosen, now())
    except ValueError as error:
        raise RefusedError(f"PointInTime: {error}") from error


def points_of(region: str | Where, chosen: str, servers: Sequence[str]) -> dict[str, str]:
    """The snapshot id for each server that has one; empty ids without a choice."""
    if not chosen:
        return dict.fromkeys(servers, "")
    found = {server: _newest(region, chosen, server) for server in servers}
    return {server: str(point["snapshotID"]) for server, point in found.items() if point}


def looking_until(over: int, seen: set[str]) -> HasPoint:
    """A look at recovery points that is over at `over`, in epoch seconds, and repeats none.

    `seen`: the servers of which a point was seen. What DRS does not tell for a moment, and what
    there is no time for, is not known.
    """

    def look(region: str | Where, server: str) -> bool | None:
        if server in seen:
            return True
        if now() >= over:
            return None
        try:
            found = has_point(region, server)
        except (ClientError, BotoCoreError) as error:
            if not is_transient(error):
                raise
            return None
        seen.update([server] if found else [])
        return found

    return look


def _newest(region: str | Where, chosen: str, server: str) -> dict[str, Any]:
    before = {} if chosen == LATEST_SNAPSHOT else {"toDateTime": in_utc(chosen)}
    answer = call(
        client("drs", region).describe_recovery_snapshots,
        sourceServerID=server,
        order="DESC",
        maxResults=10,
        filters=before,
    )
    taken = [point for point in answer.get("items") or () if point.get("timestamp")]
    return taken[0] if taken else {}
