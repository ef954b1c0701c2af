"""Block Kit, as dicts: one function a block or element, each within Slack's limits.

Text that reaches these functions is escaped already; see `bot.views.texts`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.buttons import Action, Input, Value
from bot.views import limits
from bot.views.limits import cut

Json = dict[str, Any]


def words(text: str, most: int = limits.SECTION) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": cut(text, most) or " ", "emoji": True}


def mrkdwn(text: str, most: int = limits.SECTION) -> Json:
    """A mrkdwn object in which Slack looks for nothing that we did not write."""
    return {"type": "mrkdwn", "text": cut(text, most) or " ", "verbatim": True}


def header(text: str) -> Json:
    """The first line of a message."""
    return {"type": "header", "text": words(text, limits.HEADER)}


def section(text: str) -> Json:
    """A paragraph."""
    return {"type": "section", "text": mrkdwn(text)}


def section_with(text: str, element: Json) -> Json:
    """A paragraph with a button at its side."""
    return {**section(text), "accessory": element}


def lines(listed: Sequence[str], *, beyond: int = 0) -> Json:
    """A paragraph of lines; those that do not fit are counted, and so many `beyond` them."""
    return {"type": "section", "text": mrkdwn(limits.fitting(list(listed), beyond=beyond))}


def context(*texts: str) -> Json:
    """Small print."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts if text]}


def divider() -> Json:
    """A line."""
    return {"type": "divider"}


def actions(elements: Iterable[Json], block: str = "") -> list[Json]:
    """A row of buttons; no row without any. `block` names it, if somebody has to find it again."""
    row = list(elements)
    made: Json = {"type": "actions", "elements": row}
    return [made | ({"block_id": block} if block else {})] if row else []


def button(
    action: Action,
    label: str,
    value: Value,
    *,
    says: str,
    tag: str = "",
    style: str = "",
    confirm: Json | None = None,
) -> Json:
    """A button; `says` is read aloud, `tag` tells it from others of its kind in the same row."""
    made: Json = {
        "type": "button",
        "action_id": f"{action}.{tag}" if tag else str(action),
        "text": words(label, limits.LABEL),
        "value": value.text(),
        "accessibility_label": cut(says, limits.LABEL),
    }
    return made | ({"style": style} if style else {}) | ({"confirm": confirm} if confirm else {})


def confirm(title: str, text: str, yes: str, no: str = "No, leave it", style: str = "") -> Json:
    """The question before a button does what it says."""
    made: Json = {
        "title": words(title, limits.CONFIRM_TITLE),
        "text": words(text, limits.CONFIRM_TEXT),
        "confirm": words(yes, limits.CONFIRM_BUTTON),
        "deny": words(no, limits.CONFIRM_BUTTON),
    }
    return made | ({"style": style} if style else {})


def select(action: Action, tag: str, options: Mapping[str, str], chosen: str) -> Json:
    """A menu of values and their words; `chosen` is a value of it, else the first one is."""
    listed = [
        {"text": words(text, limits.OPTION), "value": value} for value, text in options.items()
    ][: limits.OPTIONS]
    first = next((option for option in listed if option["value"] == chosen), listed[0])
    return {
        "type": "static_select",
        "action_id": f"{action}.{tag}",
        "options": listed,
        "initial_option": first,
    }


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> Json:
    """A table of raw text; `numbers` are the columns set to the right."""
    shown = [head, *rows[: limits.TABLE_ROWS - 1]]
    aligned: list[Json] = [
        {"align": "right" if column in numbers else "left"} for column in range(len(head))
    ]
    cells = [[_cell(text) for text in row] for row in shown]
    return {"type": "table", "column_settings": aligned, "rows": cells}


def _cell(text: str) -> Json:
    return {"type": "raw_text", "text": cut(text, limits.CELL) or " "}


def text_input(
    name: Input, label: str, *, hint: str = "", optional: bool = False, lines: bool = False
) -> Json:
    """A field of a modal."""
    element: Json = {
        "type": "plain_text_input",
        "action_id": str(name),
        "max_length": limits.REASON,
        "multiline": lines,
    }
    made: Json = {
        "type": "input",
        "block_id": str(name),
        "label": words(label, limits.VALUE),
        "element": element,
        "optional": optional,
    }
    return made | ({"hint": words(hint, limits.VALUE)} if hint else {})


def modal(
    title: str,
    blocks: Sequence[Json],
    *,
    callback: str = "",
    submit: str = "",
    close: str = "Close",
    metadata: str = "",
) -> Json:
    """A modal view."""
    made: Json = {
        "type": "modal",
        "title": words(title, limits.VIEW_TITLE),
        "close": words(close, limits.VIEW_TITLE),
        "blocks": list(blocks)[: limits.MODAL_BLOCKS],
    }
    more = {"callback_id": callback, "private_metadata": metadata}
    made |= {key: value for key, value in more.items() if value}
    return made | ({"submit": words(submit, limits.VIEW_TITLE)} if submit else {})


def home(blocks: Sequence[Json]) -> Json:
    """The Home tab."""
    return {"type": "home", "blocks": list(blocks)[: limits.MODAL_BLOCKS]}
