"""Rich text as HTML."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from muster.embedded.slack.render.emoji import emoji
from muster.embedded.slack.render.html import join, link, tag
from muster.embedded.slack.render.names import Names, broadcast, date

Json = dict[str, Any]
STYLE_TAGS = (("code", "code"), ("bold", "b"), ("italic", "i"), ("strike", "s"), ("underline", "u"))


def rich_text(block: Json, names: Names) -> Markup:
    """A rich_text block, or a cell of a table."""
    return join(*(PIECES[piece["type"]](piece, names) for piece in block.get("elements", ())))


def inline(piece: Json, names: Names) -> Markup:
    """The leaves of a section, one after the other."""
    return join(*(leaf(one, names) for one in piece.get("elements", ())))


def leaf(one: Json, names: Names) -> Markup:
    """One leaf in its style."""
    shown = LEAVES[one["type"]](one, names)
    style = one.get("style", {})
    for key, name in STYLE_TAGS:
        if style.get(key):
            shown = tag(name, shown)
    return shown


def items(piece: Json, names: Names) -> Markup:
    """A list, indented."""
    is_ordered = piece.get("style") == "ordered"
    entries = [tag("li", inline(one, names)) for one in piece.get("elements", ())]
    start = piece.get("offset", 0) + 1 if is_ordered else None
    indent = f"indent-{piece.get('indent', 0)}"
    return tag("ol" if is_ordered else "ul", *entries, class_=indent, start=start)


PIECES: dict[str, Callable[[Json, Names], Markup]] = {
    "rich_text_section": lambda piece, names: tag("div", inline(piece, names), class_="text"),
    "rich_text_list": items,
    "rich_text_preformatted": lambda piece, names: tag("pre", inline(piece, names)),
    "rich_text_quote": lambda piece, names: tag("blockquote", inline(piece, names)),
}
LEAVES: dict[str, Callable[[Json, Names], Markup]] = {
    "text": lambda one, _: escape(one["text"]),
    "link": lambda one, _: link(one["url"], one.get("text") or one["url"]),
    "user": lambda one, names: names.person(one["user_id"]),
    "usergroup": lambda one, names: names.group(one["usergroup_id"]),
    "channel": lambda one, names: names.channel(one["channel_id"]),
    "team": lambda one, _: escape(one["team_id"]),
    "emoji": lambda one, _: emoji(one["name"]) or escape(f":{one['name']}:"),
    "broadcast": lambda one, _: broadcast(one["range"]),
    "color": lambda one, _: escape(one["value"]),
    "date": lambda one, _: date(
        one["timestamp"], one["format"], one.get("fallback", ""), one.get("url", "")
    ),
}
