"""The SSM agent of the instance must be online: Systems Manager reaches it."""

from collections.abc import Mapping, Sequence
from typing import Any

from muster.engine.items import Server
from ssm_documents.scripts.lib.commands import OFFLINE, platforms
from ssm_documents.scripts.lib.here import Here


def ask_agent(here: Here, _check: Mapping[str, Any], servers: Sequence[Server]) -> dict[str, str]:
    """Why each server does not pass."""
    online = platforms(here, servers)
    return {s.server: "" if s.instance in online else OFFLINE for s in servers}
