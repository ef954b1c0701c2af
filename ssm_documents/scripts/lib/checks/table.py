"""Who answers which check."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from muster.engine.health import Check, kind_of
from muster.engine.items import Server
from ssm_documents.scripts.lib.checks.ec2_status import ask_ec2
from ssm_documents.scripts.lib.checks.from_function import ask_function
from ssm_documents.scripts.lib.checks.from_instance import ask_instance
from ssm_documents.scripts.lib.checks.ssm_agent import ask_agent
from ssm_documents.scripts.lib.here import Here

INSTANCE = "instance"
Ask = Callable[[Here, Mapping[str, Any], Sequence[Server]], dict[str, str]]
NAMED: dict[str, Ask] = {"ec2-status": ask_ec2, "ssm-agent": ask_agent}


def asker(check: Check) -> Ask:
    """What asks it."""
    if kind_of(check) == "check":
        return NAMED[str(check["check"])]
    return ask_instance if check.get("from") == INSTANCE else ask_function
