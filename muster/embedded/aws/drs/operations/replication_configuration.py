"""The replication configuration of a source server; plain: nothing of it can be changed here."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.drs.views.replication_configuration import replication_configuration
from muster.embedded.aws.kit import Call


def get(target: Target, call: Call) -> Mapping[str, Any]:
    """API_GetReplicationConfiguration."""
    return replication_configuration(target.server(call.params["sourceServerID"]))
