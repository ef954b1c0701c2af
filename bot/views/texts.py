"""The one place where text becomes Slack's: escaping, and objects of text.

Whatever comes from a plan, a server, a person's reason or AWS goes through `plain`, which leaves
nothing that Slack would read as a mention, a link, formatting or an emoji.
Source: docs.slack.dev/messaging/formatting-message-text, "Escaping text".
"""

import re
import unicodedata
from typing import Any

from bot.views.limits import NAME, SENTENCE, cut

Json = dict[str, Any]

JOINER = "\u2060"
"""WORD JOINER: invisible, and breaks up what would otherwise be read as syntax."""

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LOOKALIKES = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})  # noqa: RUF001 - that is the purpose
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BROKEN_UP = (
    (re.compile(r"(?<!\w)_|_(?!\w)"), "ˍ"),  # italics begin and end at the edge of a word
    (re.compile(r":(?=//)"), f":{JOINER}"),  # https://…
    (re.compile(r"([@#])(?=\w)"), rf"\1{JOINER}"),  # @channel, #general, mail addresses
    (re.compile(r":(?=[a-z0-9_+'-]+:)"), f":{JOINER}"),  # :emoji:
    (re.compile(r"(?<=\w)\.(?=[A-Za-z]{2,})"), f"{JOINER}."),  # example.com
)
_LEADING = re.compile(r"^(?=>)")  # a quote


def plain(value: object, most: int = SENTENCE) -> str:
    """Foreign text for mrkdwn: one line, and nothing in it means anything to Slack."""
    text = cut(in_one_line(str(value)), most).translate(_LOOKALIKES)
    for pattern, instead in _BROKEN_UP:
        text = pattern.sub(instead, text)
    return _LEADING.sub(JOINER, text).translate(_ENTITIES)


def in_one_line(text: str) -> str:
    """Printable, in one line: no control, direction or unassigned characters."""
    visible = (" " if c.isspace() or unicodedata.category(c) in _INVISIBLE else c for c in text)
    return " ".join("".join(visible).split())


def code(value: object, most: int = NAME) -> str:
    """Foreign text as inline code: an id, a name."""
    text = cut(in_one_line(str(value)), most).translate(_LOOKALIKES)
    return f"`{text.translate(_ENTITIES) or ' '}`"


def to_type(command: str) -> str:
    """A command to copy, whole."""
    return code(command, SENTENCE)


def sentence(value: object) -> str:
    """Foreign prose in which backticks mark what is to be typed; all else is like `plain`."""
    parts = in_one_line(str(value)).split("`")
    marked = len(parts) % 2 == 1
    shown = (to_type(p) if n % 2 and marked else _spaced(p) for n, p in enumerate(parts) if p)
    return "".join(shown).strip()


def _spaced(text: str) -> str:
    return " " * text.startswith(" ") + plain(text) + " " * text.endswith(" ")


def mention(user: str) -> str:
    """A person, called by their Slack id; nothing for what is no such id."""
    return f"<@{user}>" if re.fullmatch(r"[UW][A-Z0-9]{2,20}", user) else ""


def link(url: str, words: str) -> str:
    """A link of our own making."""
    return f"<{url.translate(_ENTITIES).replace('|', '%7C')}|{words}>"


def moment(at: int, form: str = "{time}") -> str:
    """A moment (epoch seconds, UTC) in the reader's own time zone."""
    return f"<!date^{at}^{form}|{utc(at)}>" if at > 0 else "not yet"


def utc(at: int) -> str:
    """The time of day of a moment, for whoever cannot show the reader's own."""
    seconds = at % 86400
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d} UTC"
