"""Slack's limits, and how what is too long is cut: once, for everything that the bot says.

Sources: docs.slack.dev/reference/block-kit; 4,000 bytes of an edit: gitlab-org/gitlab MR 258898;
13,200 characters of all blocks: slackapi/bolt-js#2509. We stay below the undocumented ones.
"""

import re
from collections.abc import Iterable, Sequence

BLOCKS = 50
MODAL_BLOCKS = 100
TOGETHER = 12_000
SECTION = 3000
HEADER = 150
LABEL = 75
VALUE = 2000
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30
VIEW_TITLE = 24
OPTION, OPTIONS = 75, 100
UPDATE_BYTES = 4000
TABLE_ROWS = 100
CELL = 200
REASON = 400

WAVES_SHOWN = 20
"""So many waves are shown in full; the rest is folded into counts."""

NAME, SENTENCE = 60, 300
"""Characters of a foreign name, and of a foreign sentence, that a line shows."""

MORE = "… and {} more"
SERVERS_NAMED = 10
"""So many servers of a list are named; the rest is counted."""

_TOKEN = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);|`[^`\n]*`", re.DOTALL)


def cut(text: str, most: int) -> str:
    """At most so many characters, never ending within a link, an entity or inline code."""
    if len(text) <= most:
        return text
    end = most - 1
    for token in _TOKEN.finditer(text):
        if token.start() < end < token.end():
            end = token.start()
    return text[:end].rstrip() + "…"


def cut_bytes(text: str, most: int = UPDATE_BYTES) -> str:
    """At most so many bytes as UTF-8, cut like `cut`."""
    while len(text.encode()) > most:
        text = cut(text, max(len(text) - max((len(text.encode()) - most) // 4, 1), 1))
    return text


def fitting(lines: list[str], most: int = SECTION, *, beyond: int = 0) -> str:
    """As many of the lines as fit, the last one saying how many do not.

    `beyond`: so many more there are that are not among the lines. An entry may have line breaks.
    """
    kept: list[str] = []
    room = most - len(MORE) - 8
    for number, line in enumerate(lines):
        last = number == len(lines) - 1 and not beyond
        if len(line) + 1 > room + (len(MORE) + 8 if last else 0):
            return "\n".join([*kept, MORE.format(len(lines) - number + beyond)])
        kept.append(line)
        room -= len(line) + 1
    return "\n".join([*kept, *([MORE.format(beyond)] if beyond else [])])


def oldest(lines: Iterable[str], most: int = SECTION) -> list[str]:
    """The first of the lines, as many as fit."""
    kept: list[str] = []
    for line in lines:
        most -= len(line) + 1
        if most < 0:
            break
        kept.append(line)
    return kept


def newest(lines: Sequence[str], most: int = SECTION) -> list[str]:
    """The last of the lines, as many as fit."""
    return oldest(reversed(lines), most)[::-1]
