"""Inputs of modals: what they hold at first, what a person put in, and what is wrong with it.

A raw value is what a form gives: a string, or a list of strings for whatever takes several.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from muster.embedded.slack.blocks.surfaces import elements

Json = dict[str, Any]
Raw = str | list[str]
Wrap = Callable[[Json, list[str]], Any]

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
URL = re.compile(r"https?://\S+")


def first(_element: Json, words: list[str]) -> str | None:
    """One string, or null."""
    return words[0] if words else None


def every(_element: Json, words: list[str]) -> list[str]:
    """All strings."""
    return words


def second(_element: Json, words: list[str]) -> int | None:
    """Epoch seconds."""
    return int(words[0]) if words and words[0].isdigit() else None


def rich(_element: Json, words: list[str]) -> Json | None:
    """Plain words as rich text."""
    if not words:
        return None
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words[0]}]}
    return {"type": "rich_text", "elements": [section]}


def options(element: Json, words: list[str]) -> list[Json]:
    """The options with these values."""
    return [option for option in options_of(element) if option["value"] in words]


def option(element: Json, words: list[str]) -> Json | None:
    """The option with this value."""
    return next(iter(options(element, words)), None)


def options_of(element: Json) -> list[Json]:
    """Every option of a menu, those in groups too."""
    grouped = [one for group in element.get("option_groups", ()) for one in group["options"]]
    return [*element.get("options", ()), *grouped]


@dataclass(frozen=True)
class Holds:
    """How a kind of element carries its value in interactions, and where it says the first one."""

    key: str
    initial: str
    wrap: Wrap = first


TEXT = Holds("value", "initial_value")
HOLDS: dict[str, Holds] = {
    "plain_text_input": TEXT,
    "email_text_input": TEXT,
    "url_text_input": TEXT,
    "number_input": TEXT,
    "rich_text_input": Holds("rich_text_value", "", rich),
    "datepicker": Holds("selected_date", "initial_date"),
    "timepicker": Holds("selected_time", "initial_time"),
    "datetimepicker": Holds("selected_date_time", "initial_date_time", second),
    "users_select": Holds("selected_user", "initial_user"),
    "conversations_select": Holds("selected_conversation", "initial_conversation"),
    "channels_select": Holds("selected_channel", "initial_channel"),
    "multi_users_select": Holds("selected_users", "initial_users", every),
    "multi_conversations_select": Holds("selected_conversations", "initial_conversations", every),
    "multi_channels_select": Holds("selected_channels", "initial_channels", every),
    "static_select": Holds("selected_option", "initial_option", option),
    "external_select": Holds("selected_option", "initial_option", option),
    "radio_buttons": Holds("selected_option", "initial_option", option),
    "overflow": Holds("selected_option", "", option),
    "multi_static_select": Holds("selected_options", "initial_options", options),
    "multi_external_select": Holds("selected_options", "initial_options", options),
    "checkboxes": Holds("selected_options", "initial_options", options),
    "file_input": Holds("files", "", every),
}


def initial(element: Json) -> Raw:
    """The raw value that an input shows at first."""
    value = element.get(HOLDS[element["type"]].initial)
    if isinstance(value, list):
        return [one["value"] if isinstance(one, dict) else str(one) for one in value]
    if isinstance(value, dict):
        return str(value["value"])
    return "" if value is None else str(value)


def typed(element: Json, raw: Raw) -> Json:
    """A raw value as interactions carry it."""
    holds = HOLDS[element["type"]]
    words = raw if isinstance(raw, list) else [raw] if raw else []
    return {"type": element["type"], holds.key: holds.wrap(element, words)}


def problem(block: Json, raw: Raw) -> str | None:
    """What Slack itself says about an input before it asks the app, or None."""
    element = block["element"]
    if not raw:
        return None if block.get("optional") else "Please complete this required field."
    if isinstance(raw, list):
        most = element.get("max_selected_items")
        return f"Choose at most {most}." if most and len(raw) > most else None
    return next((said for check in CHECKS if (said := check(element, raw))), None)


def wrong_length(element: Json, raw: str) -> str | None:
    """Length of a text."""
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if element["type"] == "plain_text_input" and not least <= len(raw) <= most:
        return f"Write {least} to {most} characters; these are {len(raw)}."
    return None


def no_number(element: Json, raw: str) -> str | None:
    """Form and range of a number."""
    if element["type"] != "number_input":
        return None
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, raw):
        return "Enter a number."
    if float(raw) < float(element.get("min_value", "-inf")):
        return f"Enter a number of at least {element['min_value']}."
    if float(raw) > float(element.get("max_value", "inf")):
        return f"Enter a number of at most {element['max_value']}."
    return None


def no_address(element: Json, raw: str) -> str | None:
    """Form of an e-mail address or a URL."""
    if element["type"] == "email_text_input" and not EMAIL.fullmatch(raw):
        return "Enter an e-mail address."
    if element["type"] == "url_text_input" and not URL.fullmatch(raw):
        return "Enter a URL that starts with http:// or https://."
    return None


CHECKS: tuple[Callable[[Json, str], str | None], ...] = (wrong_length, no_number, no_address)


def fields_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that holds a value, with its block."""
    for block in blocks:
        for element, _ in elements(block, ""):
            if element.get("type") in HOLDS and element["type"] != "overflow":
                yield block, element


def state_of(blocks: list[Json], raws: Json) -> Json:
    """`state.values`: by block id and action id, what was put in, else what stood there at first.

    `raws` holds raw values by block id and action id.
    """
    values: Json = {}
    for block, element in fields_of(blocks):
        values.setdefault(block["block_id"], {})[element["action_id"]] = typed(
            element, raw_of(block, element, raws)
        )
    return values


def raw_of(block: Json, element: Json, raws: Json) -> Raw:
    """What was put into an element, else what stood there at first."""
    given: Raw | None = raws.get(block["block_id"], {}).get(element["action_id"])
    return initial(element) if given is None else given


def problems_of(blocks: list[Json], raws: Json) -> dict[str, str]:
    """By block id, what Slack itself finds wrong with a form."""
    return {
        block["block_id"]: said
        for block in blocks
        if block["type"] == "input"
        and (said := problem(block, raw_of(block, block["element"], raws)))
    }
