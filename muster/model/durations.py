"""Durations: `90s`, `45m`, `2h`, `1d` in a plan file, whole seconds everywhere else."""

import re
from typing import Final

SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
PATTERN: Final = r"^(0|[1-9][0-9]{0,5})[smhd]$"

_FORM: Final = re.compile(PATTERN)


def parse_duration(text: str) -> int:
    """Return the seconds that `text` stands for: `45m` is 2700.

    Raises:
        ValueError: if `text` is not a whole number and one of the units s, m, h, d.
    """
    if not _FORM.fullmatch(text):
        raise ValueError("a duration is a whole number and a unit: `90s`, `45m`, `2h`, `1d`")
    return int(text[:-1]) * SECONDS[text[-1]]


def format_duration(seconds: int) -> str:
    """Return `seconds` (0 or more) as a plan file writes them, in the largest unit that fits."""
    for unit in "dhm":
        if seconds and seconds % SECONDS[unit] == 0:
            return f"{seconds // SECONDS[unit]}{unit}"
    return f"{seconds}s"
