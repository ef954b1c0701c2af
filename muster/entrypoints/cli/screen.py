"""What every command says to a terminal: data on stdout, all else on stderr."""

import re
import sys
from typing import Final

_UNSHOWN: Final = re.compile(r"[^\n -~\u00a1-\U0010ffff]")


def shown(text: str) -> str:
    """Return `text` with control characters escaped: a file name must not move the cursor."""
    return _UNSHOWN.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def say(text: str) -> None:
    """Print a line of data."""
    print(shown(text))


def note(text: str) -> None:
    """Print a line about the work, not part of the data."""
    print(shown(text), file=sys.stderr)


def error(message: str, hint: str = "") -> None:
    """Print what went wrong, and how to mend it."""
    note(f"error: {message}")
    if hint:
        note(f"hint: {hint}")
