"""Moments as AWS writes them and takes them: ISO 8601, `2026-11-20T10:00:00Z` (DRS, SSM API)."""

from datetime import UTC, datetime


def epoch_of(moment: object) -> int:
    """A moment in epoch seconds, UTC; 0 for none, and for what is none."""
    try:
        return int(datetime.fromisoformat(str(moment)).timestamp())
    except ValueError:
        return 0


def moment_at(epoch: int) -> str:
    """The moment of an epoch second, in UTC."""
    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
