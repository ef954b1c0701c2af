"""A drill that is cleaned up, or was: what it launched is gone, so it does not go on."""

from collections.abc import Mapping
from typing import Any

BEGUN = frozenset({"terminating", "done"})
CLEANED_UP = "the drill was cleaned up: what it launched is gone; start a new one"


def has_begun(cleanup: Mapping[str, Any]) -> bool:
    """Whether a run's clean-up, by its item, has begun to terminate."""
    return cleanup.get("state") in BEGUN
