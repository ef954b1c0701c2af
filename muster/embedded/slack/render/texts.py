"""Text objects as HTML."""

from typing import Any

from markupsafe import Markup

from muster.embedded.slack.render.mrkdwn import mrkdwn, plain
from muster.embedded.slack.render.names import Names

Json = dict[str, Any]


def text(value: Json | str | None, names: Names) -> Markup:
    """A text object, or a plain string; nothing for None."""
    if value is None:
        return Markup("")
    if isinstance(value, str):
        return plain(value)
    words = str(value["text"])
    return mrkdwn(words, names) if value.get("type") == "mrkdwn" else plain(words)


def words(value: Json | None) -> str:
    """A text object as words alone, for labels; empty for None."""
    return "" if value is None else str(value["text"])
