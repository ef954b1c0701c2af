"""Interactive elements as HTML; `data-press` marks those that tell the app at once.

What the page sends comes from `data-block`, `data-action` and the form values.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from muster.embedded.slack.inputs import HOLDS, initial, options_of
from muster.embedded.slack.render.html import SAFE_SCHEMES, join, tag
from muster.embedded.slack.render.names import Names
from muster.embedded.slack.render.texts import text, words

Json = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where an element stands: its block, and whether a change is sent at once."""

    block_id: str
    names: Names
    presses: bool = True
    label: str = ""

    def ids(self, element: Json) -> dict[str, str | bool | None]:
        """Attributes by which the page knows the element."""
        confirm = element.get("confirm")
        return {
            "data_block": self.block_id,
            "data_action": element["action_id"],
            "data_kind": element["type"],
            "data_press": self.presses,
            "data_confirm": json.dumps(confirmation(confirm)) if confirm else None,
            "data_focus": bool(element.get("focus_on_load")),
        }


def confirmation(confirm: Json) -> Json:
    """The words of a confirmation dialog."""
    said: Json = {key: words(confirm[key]) for key in ("title", "text", "confirm", "deny")}
    return said | {"style": confirm.get("style", "primary")}


def element(one: Json, place: Place) -> Markup:
    """Any element that a person can use."""
    return DRAWN[one["type"]](one, place)


def button(one: Json, place: Place) -> Markup:
    """A button, or a link that looks like one."""
    said, url = text(one["text"], place.names), str(one.get("url", ""))
    shared: dict[str, Any] = {
        **place.ids(one),
        "class_": f"button {one.get('style', '')}".strip(),
        "aria_label": one.get("accessibility_label"),
    }
    if url.partition(":")[0].lower() in SAFE_SCHEMES:
        return tag("a", said, href=url, target="_blank", rel="noopener noreferrer", **shared)
    return tag("button", said, type="button", **shared)


def icon_button(one: Json, place: Place) -> Markup:
    """A small button at the end of an answer."""
    said = text(one["text"], place.names)
    return tag("button", said, type="button", class_="button small", **place.ids(one))


def feedback_buttons(one: Json, place: Place) -> Markup:
    """Thumb up, thumb down."""
    return join(
        *(
            tag(
                "button",
                text(one[key]["text"], place.names),
                type="button",
                class_="button small",
                value=one[key]["value"],
                **place.ids(one),
            )
            for key in ("positive_button", "negative_button")
        )
    )


def overflow(one: Json, place: Place) -> Markup:
    """A menu behind three dots."""
    entries = [
        tag(
            "button",
            text(o["text"], place.names),
            type="button",
            value=o["value"],
            **place.ids(one),
        )
        for o in one["options"]
    ]
    dots = tag("summary", "⋯", aria_label="More actions", class_="button small")
    return tag("details", dots, tag("div", *entries, class_="menu"), class_="overflow")


def select(one: Json, place: Place) -> Markup:
    """A menu of which one entry is chosen."""
    current = initial(one)
    empty = tag(
        "option", words(one.get("placeholder")) or "Choose…", value="", selected=not current
    )
    entries = [
        tag("option", said, value=value, selected=value == current)
        for value, said in choices(one, place.names)
    ]
    label = place.label or words(one.get("placeholder")) or "Choose"
    return tag("select", empty, *entries, aria_label=label, class_="field", **place.ids(one))


def choices(one: Json, names: Names) -> Iterator[tuple[str, str]]:
    """Value and words of every entry."""
    if "users" in one["type"]:
        yield from names.people.items()
    elif "channels" in one["type"] or "conversations" in one["type"]:
        yield from ((key, f"#{name}") for key, name in names.channels.items())
    else:
        yield from ((option["value"], words(option["text"])) for option in options_of(one))


def boxes(one: Json, place: Place) -> Markup:
    """Several or one of some entries, all of them in sight."""
    is_radio, chosen = one["type"] == "radio_buttons", initial(one)
    rows = []
    for value, said, more in described(one, place.names):
        box = tag(
            "input",
            type="radio" if is_radio else "checkbox",
            name=f"{place.block_id} {one['action_id']}",
            value=value,
            checked=value == chosen if is_radio else value in chosen,
        )
        rows.append(tag("label", box, tag("span", said, more), class_="choice"))
    return tag("fieldset", *rows, aria_label=place.label, class_="choices", **place.ids(one))


def described(one: Json, names: Names) -> Iterator[tuple[str, Markup, Markup]]:
    """Value, words and description of every entry."""
    if not options_of(one):
        for value, said in choices(one, names):
            yield value, text(said, names), Markup("")
    for option in options_of(one):
        more = option.get("description")
        small = tag("small", text(more, names)) if more else Markup("")
        yield option["value"], text(option["text"], names), small


def line_input(kind: str) -> Callable[[Json, Place], Markup]:
    """A field of one line; `kind` is HTML's."""

    def drawn(one: Json, place: Place) -> Markup:
        return tag(
            "input",
            type=kind,
            value=str(initial(one)),
            class_="field",
            placeholder=words(one.get("placeholder")) or None,
            maxlength=one.get("max_length"),
            aria_label=place.label,
            autocomplete="off",
            **place.ids(one),
        )

    return drawn


def text_input(one: Json, place: Place) -> Markup:
    """Words, on one line or several."""
    if not one.get("multiline") and one["type"] == "plain_text_input":
        return line_input("text")(one, place)
    return tag(
        "textarea",
        str(initial(one)),
        rows=3,
        class_="field",
        placeholder=words(one.get("placeholder")) or None,
        maxlength=one.get("max_length"),
        aria_label=place.label,
        **place.ids(one),
    )


def undrawn(one: Json, place: Place) -> Markup:
    """What only Slack itself can show."""
    return tag("p", f"({one['type']} is not available here)", class_="note", **place.ids(one))


DRAWN: dict[str, Callable[[Json, Place], Markup]] = {
    **dict.fromkeys(HOLDS, select),
    "button": button,
    "workflow_button": button,
    "icon_button": icon_button,
    "feedback_buttons": feedback_buttons,
    "overflow": overflow,
    "checkboxes": boxes,
    "radio_buttons": boxes,
    "multi_static_select": boxes,
    "multi_users_select": boxes,
    "multi_channels_select": boxes,
    "multi_conversations_select": boxes,
    "plain_text_input": text_input,
    "rich_text_input": text_input,
    "email_text_input": line_input("email"),
    "url_text_input": line_input("url"),
    "number_input": line_input("text"),
    "datepicker": line_input("date"),
    "timepicker": line_input("time"),
    "datetimepicker": line_input("datetime-local"),
    "external_select": undrawn,
    "multi_external_select": undrawn,
    "file_input": undrawn,
}
