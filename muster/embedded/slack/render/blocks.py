"""Blocks as HTML: one function a type, and the table of all of them."""

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from muster.embedded.slack.render.elements import Place, element
from muster.embedded.slack.render.html import join, link, tag
from muster.embedded.slack.render.mrkdwn import mrkdwn
from muster.embedded.slack.render.names import Names
from muster.embedded.slack.render.rich_text import rich_text
from muster.embedded.slack.render.tables import chart, table
from muster.embedded.slack.render.tasks import plan, task
from muster.embedded.slack.render.texts import text, words

Json = dict[str, Any]
Draw = Callable[[Json, Names], Markup]


def blocks(listed: list[Json], names: Names) -> Markup:
    """All blocks of a message or view."""
    return join(*(block(one, names) for one in listed))


def block(one: Json, names: Names) -> Markup:
    """Any block."""
    drawn = BLOCKS[one["type"]](one, names)
    return tag("div", drawn, class_=f"block {one['type']}", data_block_id=one.get("block_id"))


def section(one: Json, names: Names) -> Markup:
    """Text, fields in two columns, an accessory beside them."""
    said = tag("div", text(one["text"], names), class_="text") if "text" in one else Markup("")
    listed = [tag("div", text(field, names), class_="text") for field in one.get("fields", ())]
    fields = tag("div", *listed, class_="fields") if listed else Markup("")
    body = tag("div", said, fields, class_="section-body")
    accessory = one.get("accessory")
    if not accessory:
        return body
    if accessory["type"] == "image":
        return body + image(accessory, names)
    return body + tag("div", element(accessory, place(one, names)), class_="accessory")


def context(one: Json, names: Names) -> Markup:
    """Small print."""
    pieces = [
        image(piece, names)
        if piece["type"] == "image"
        else tag("span", text(piece, names), class_="text")
        for piece in one["elements"]
    ]
    return join(*pieces)


def actions(one: Json, names: Names) -> Markup:
    """Buttons and menus in a row."""
    return join(*(element(piece, place(one, names)) for piece in one["elements"]))


def place(one: Json, names: Names) -> Place:
    """The place of elements that are used at once."""
    return Place(one["block_id"], names)


def image(one: Json, names: Names) -> Markup:
    """What an image shows, in words: nothing is fetched from outside."""
    title = tag("figcaption", text(one.get("title"), names)) if one.get("title") else Markup("")
    return tag("figure", tag("span", f"Image: {one['alt_text']}", class_="alt"), title)


def field(one: Json, names: Names) -> Markup:
    """An input with its label, hint and room for a mistake."""
    label = words(one["label"])
    at = Place(one["block_id"], names, presses=bool(one.get("dispatch_action")), label=label)
    optional = tag("span", " (optional)", class_="optional") if one.get("optional") else Markup("")
    hint = tag("p", text(one["hint"], names), class_="hint") if "hint" in one else Markup("")
    return join(
        tag("div", text(one["label"], names), optional, class_="label"),
        element(one["element"], at),
        tag("p", class_="mistake", role="alert", data_mistake=one["block_id"]),
        hint,
    )


def markdown(one: Json, names: Names) -> Markup:
    """The commonest of Markdown, by way of mrkdwn."""
    said = str(one["text"]).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for pattern, replacement in MARKDOWN:
        said = pattern.sub(replacement, said)
    return tag("div", mrkdwn(said, names), class_="text")


MARKDOWN = (
    (re.compile(r"\*\*(.+?)\*\*"), r"*\1*"),
    (re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)"), r"<\2|\1>"),
    (re.compile(r"^#{1,6} +(.+)$", re.MULTILINE), r"*\1*"),
    (re.compile(r"^[-*] +", re.MULTILINE), "• "),
)


def video(one: Json, names: Names) -> Markup:
    """A link to it, and what it shows."""
    title = text(one["title"], names)
    return link(one["video_url"], title) + tag("p", f"Video: {one['alt_text']}", class_="alt")


def alert(one: Json, names: Names) -> Markup:
    """A line that stands out."""
    level = one.get("level", "default")
    return tag("div", text(one["text"], names), class_=f"alert-{level} text", role="note")


def card(one: Json, names: Names) -> Markup:
    """Title, subtitle, body, buttons."""
    parts = [
        tag("div", text(one[key], names), class_=f"card-{key} text")
        for key in ("title", "subtitle", "body")
        if key in one
    ]
    if "hero_image" in one:
        parts.insert(0, image(one["hero_image"], names))
    buttons = [element(piece, place(one, names)) for piece in one.get("actions", ())]
    return join(*parts, tag("div", *buttons, class_="actions") if buttons else Markup(""))


def container(one: Json, names: Names) -> Markup:
    """Other blocks under a title, perhaps folded."""
    rich = one.get("rich_text_title")
    title = rich_text(rich, names) if rich else text(one.get("title"), names)
    subtitle = tag("small", text(one["subtitle"], names)) if "subtitle" in one else Markup("")
    inner = blocks(one["child_blocks"], names)
    if not one.get("is_collapsible"):
        return tag("div", tag("div", title, subtitle, class_="container-title"), inner)
    is_open = not one.get("default_collapsed")
    return tag("details", tag("summary", title, subtitle), inner, open=is_open)


BLOCKS: dict[str, Draw] = {
    "section": section,
    "header": lambda one, names: tag("h3", text(one["text"], names)),
    "divider": lambda _one, _names: tag("hr"),
    "context": context,
    "actions": actions,
    "context_actions": actions,
    "image": image,
    "input": field,
    "rich_text": rich_text,
    "video": video,
    "markdown": markdown,
    "alert": alert,
    "card": card,
    "carousel": lambda one, names: blocks(one["elements"], names),
    "container": container,
    "plan": plan,
    "task_card": task,
    "table": table,
    "data_table": table,
    "data_visualization": chart,
}
