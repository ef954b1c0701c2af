"""Which text may stand in a plan: one printable line that no later reader would expand.

Everything written in a plan travels into runbooks, chat messages and terminals. What cannot be seen
there, or would be taken for something else there, is refused at the door.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_JOINERS: Final = frozenset("\u200c\u200d")
_INVISIBLE_LETTERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_PICTOGRAPHS: Final = range(0x1F000, 0x1FB00)
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_SUSPECTS: Final = re.compile(r"[^\n\t -~]")
EXPANSION: Final = "{{"


def first_unprintable(text: str) -> int | None:
    """Return the index of the first character of `text` that cannot be shown, or None.

    Misfit are control, format (right-to-left marks among them), private-use and unassigned
    characters, spaces other than the ordinary one, and letters without a glyph. Joiners between
    two non-ASCII characters stay: emoji and several scripts need them.
    """
    if text.isascii() and text.isprintable():
        return None
    return next((i for i in range(len(text)) if not _is_shown(text, i)), None)


def hidden_in_file(text: str) -> Iterator[int]:
    """Yield the index of each character of a whole file that cannot be seen, comments included.

    Line ends and tabs are left to YAML.
    """
    for match in _SUSPECTS.finditer(text):
        is_line_end = match[0] == "\r" and text.startswith("\n", match.end())
        if not is_line_end and not _is_shown(text, match.start()):
            yield match.start()


def _is_shown(text: str, index: int) -> bool:
    char = text[index]
    if " " <= char <= "~":
        return True
    if char in _JOINERS:
        return _is_joining(text, index)
    return char not in _INVISIBLE_LETTERS and _has_glyph(char)


def _is_joining(text: str, index: int) -> bool:
    return 0 < index < len(text) - 1 and text[index - 1] > "\x7f" and text[index + 1] > "\x7f"


def _has_glyph(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cn":  # a newer Unicode may know it: emoji appear every year
        return ord(char) in _PICTOGRAPHS
    return category not in _HIDDEN_CATEGORIES and category != "Zs"


def name_of_character(char: str) -> str:
    """Return `U+202E (right-to-left override)`: what an editor's search box understands."""
    fallback = "control character" if unicodedata.category(char) == "Cc" else "character"
    return f"U+{ord(char):04X} ({unicodedata.name(char, fallback).lower()})"


def excerpt(text: str, *, width: int = 40) -> str:
    """Return `text` for a message: unprintable characters escaped, the middle cut."""
    if len(text) > width:
        text = f"{text[: width - 10]}…{text[-8:]}"
    return "".join(
        char if first_unprintable(char) is None else f"\\u{ord(char):04x}" for char in text
    )


def quoted(text: str) -> str:
    """Return an excerpt of `text` in backticks."""
    return f"`{excerpt(text).replace('`', chr(39))}`"
