"""Moments as a terminal shows them: UTC, always."""

from datetime import UTC, datetime


def day_and_time(moment: int) -> str:
    """`2026-11-20 08:53:20 UTC`, or nothing for 0."""
    return f"{_utc(moment):%Y-%m-%d %H:%M:%S} UTC" if moment else ""


def time_of_day(moment: int) -> str:
    """`08:53:20`, or nothing for 0."""
    return f"{_utc(moment):%H:%M:%S}" if moment else ""


def _utc(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
