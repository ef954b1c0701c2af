"""The operations of DRS that the embedded AWS answers: one file a family, one table."""

from collections.abc import Callable, Mapping
from typing import Any

from muster.embedded.aws.drs.operations import (
    initialization,
    jobs,
    launch_configuration,
    recovery,
    recovery_instances,
    recovery_snapshots,
    replication_configuration,
    source_servers,
    tags,
)
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.kit import Call

Operation = Callable[[Target, Call], Mapping[str, Any]]

OPERATIONS: Mapping[str, Operation] = {
    "DeleteJob": jobs.delete,
    "DeleteRecoveryInstance": recovery_instances.delete,
    "DeleteSourceServer": source_servers.delete,
    "DescribeJobLogItems": jobs.describe_log_items,
    "DescribeJobs": jobs.describe,
    "DescribeRecoveryInstances": recovery_instances.describe,
    "DescribeRecoverySnapshots": recovery_snapshots.describe,
    "DescribeSourceServers": source_servers.describe,
    "DisconnectRecoveryInstance": recovery_instances.disconnect,
    "DisconnectSourceServer": source_servers.disconnect,
    "GetLaunchConfiguration": launch_configuration.get,
    "GetReplicationConfiguration": replication_configuration.get,
    "InitializeService": initialization.initialize,
    "ListTagsForResource": tags.list_tags,
    "StartRecovery": recovery.start,
    "StartReplication": source_servers.start_replication,
    "StopReplication": source_servers.stop_replication,
    "TagResource": tags.tag,
    "TerminateRecoveryInstances": recovery_instances.terminate,
    "UntagResource": tags.untag,
    "UpdateLaunchConfiguration": launch_configuration.update,
}

WORKS_UNINITIALIZED = frozenset(
    {"InitializeService", "ListTagsForResource", "TagResource", "UntagResource"}
)
"""Operations whose model has no `UninitializedAccountException`."""
