"""Durations as DRS writes them: `lagDuration` is ISO 8601, `P2DT1H32M12.136909S` (DRS API)."""

import re

_LAG = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?")
_UNITS = (86400, 3600, 60, 1)


def seconds_of(lag: str) -> int | None:
    """A duration in whole seconds; None if it is none."""
    found = _LAG.fullmatch(lag)
    if not found or lag in ("", "P", "PT"):
        return None
    return sum(int(part or 0) * unit for part, unit in zip(found.groups(), _UNITS, strict=True))
