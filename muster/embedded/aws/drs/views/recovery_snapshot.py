"""The shape `RecoverySnapshot`."""

from typing import Any

from muster.embedded.aws.drs.iso8601 import timestamp
from muster.embedded.aws.drs.snapshots import Snapshot


def recovery_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """The point in time; `timestamp` is absent while it is being taken (optional in the model)."""
    shown: dict[str, Any] = {
        "snapshotID": snapshot.id,
        "sourceServerID": snapshot.server_id,
        "expectedTimestamp": timestamp(snapshot.expected),
        "ebsSnapshots": list(snapshot.ebs_snapshots),
    }
    if snapshot.taken is not None:
        shown["timestamp"] = timestamp(snapshot.taken)
    return shown
