"""What DRS says of a source server (API shape SourceServer), for everybody who reads one.

An answer may lack any of it: DRS leaves out what it does not know.
"""

from collections.abc import Mapping
from typing import Any

from muster.engine.lag import seconds_of


def display_name(server: Mapping[str, Any]) -> str:
    """What people call it: its Name tag, else its host name, else its id."""
    hints = (server.get("sourceProperties") or {}).get("identificationHints") or {}
    tags = server.get("tags") or {}
    return str(tags.get("Name") or hints.get("hostname") or server["sourceServerID"])


def replication_of(server: Mapping[str, Any]) -> str:
    """The state of its replication (API shape DataReplicationState); empty if DRS gives none."""
    return str((server.get("dataReplicationInfo") or {}).get("dataReplicationState") or "")


def lag_of(server: Mapping[str, Any]) -> int | None:
    """How far replication is behind, in seconds; None if DRS does not say."""
    return seconds_of(str((server.get("dataReplicationInfo") or {}).get("lagDuration") or ""))
