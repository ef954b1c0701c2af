"""Setting DRS up in an account and Region."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.kit import Call


def initialize(target: Target, _call: Call) -> Mapping[str, Any]:
    """API_InitializeService; doing it again changes nothing (inferred)."""
    target.initialized = True
    return {}
