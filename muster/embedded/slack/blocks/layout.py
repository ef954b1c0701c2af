"""Blocks: the table of every type and its keys.

Source: docs.slack.dev/reference/block-kit/blocks and slack-sdk's `blocks`; where the two differ,
the stricter one.
"""

from collections.abc import Iterator
from typing import Any

from muster.embedded.slack.blocks.charts import DATA_VISUALIZATION
from muster.embedded.slack.blocks.elements import (
    ACCESSORY,
    ACTION,
    BUTTON,
    CONTEXT,
    CONTEXT_ACTION,
    IMAGE,
    INPUT,
    URL_SOURCE,
)
from muster.embedded.slack.blocks.kit import (
    Check,
    Keys,
    any_of,
    each,
    exactly_one_of,
    flag,
    integer,
    one_of,
    pattern,
    shape,
    string,
    typed,
)
from muster.embedded.slack.blocks.mistakes import Mistake
from muster.embedded.slack.blocks.rich_text import RICH_TEXT
from muster.embedded.slack.blocks.tables import DATA_TABLE, TABLE
from muster.embedded.slack.blocks.texts import BLOCK_ID, SLACK_FILE, URL, plain, text

HTTPS = pattern(r"https://\S+", "an https URL")
TASK_STATUS = one_of("pending", "in_progress", "complete", "error")
ALERT_LEVEL = one_of("default", "info", "warning", "error", "success")


def block(
    kind: str, required: Keys | None = None, optional: Keys | None = None, *rules: Check
) -> Check:
    """One kind of block."""
    return shape(
        {"type": one_of(kind), **(required or {})},
        {"block_id": BLOCK_ID, **(optional or {})},
        rules,
    )


def no_dispatching_files(value: Any, at: str) -> Iterator[Mistake]:
    """A file input tells nobody before the form is sent."""
    element = value.get("element")
    is_file = isinstance(element, dict) and element.get("type") == "file_input"
    if is_file and value.get("dispatch_action"):
        yield Mistake("bad_value", f"{at}/dispatch_action", "must be false on a file_input")


def collapses_only_if_collapsible(value: Any, at: str) -> Iterator[Mistake]:
    """A container starts collapsed only where it can be opened again."""
    if value.get("default_collapsed") is True and value.get("is_collapsible") is not True:
        yield Mistake("bad_value", f"{at}/default_collapsed", "needs is_collapsible: true")


TASK: Keys = {"task_id": string(), "title": string()}
TASK_MORE: Keys = {
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": each(URL_SOURCE, least=0),
    "status": TASK_STATUS,
}
CARD = block(
    "card",
    None,
    {
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "actions": each(BUTTON, 5),
    },
    any_of("hero_image", "title", "actions", "body"),
)
SIMPLE: dict[str, Check] = {
    "section": block(
        "section",
        None,
        {
            "text": text(3000),
            "fields": each(text(2000), 10),
            "accessory": ACCESSORY,
            "expand": flag,
        },
        any_of("text", "fields"),
    ),
    "header": block("header", {"text": plain(150)}, {"level": integer(1, 4)}),
    "divider": block("divider"),
    "actions": block("actions", {"elements": each(ACTION, 25)}),
    "context": block("context", {"elements": each(CONTEXT, 10)}),
    "image": block(
        "image",
        {"alt_text": string(2000)},
        {"title": plain(2000), "image_url": URL, "slack_file": SLACK_FILE},
        exactly_one_of("image_url", "slack_file"),
    ),
    "input": block(
        "input",
        {"label": plain(2000), "element": INPUT},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
        no_dispatching_files,
    ),
    "rich_text": RICH_TEXT,
    "video": block(
        "video",
        {"alt_text": string(), "title": plain(199), "thumbnail_url": URL, "video_url": HTTPS},
        {
            "title_url": HTTPS,
            "description": plain(199),
            "provider_icon_url": URL,
            "provider_name": string(),
            "author_name": string(49),
        },
    ),
    "file": block("file", {"external_id": string(), "source": one_of("remote")}),
    "table": TABLE,
}
NEWER: dict[str, Check] = {
    "alert": block("alert", {"text": text(200)}, {"level": ALERT_LEVEL}),
    "card": CARD,
    "carousel": block("carousel", {"elements": each(typed({"card": CARD}, "a card"), 10)}),
    "context_actions": block("context_actions", {"elements": each(CONTEXT_ACTION, 5)}),
    "markdown": block("markdown", {"text": string(12_000)}),
    "task_card": block("task_card", TASK, TASK_MORE),
    "plan": block(
        "plan",
        {"title": string()},
        {
            "tasks": each(
                shape(TASK, {"type": one_of("task_card"), "block_id": BLOCK_ID, **TASK_MORE})
            )
        },
    ),
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
}
CONTAINER = block(
    "container",
    {"child_blocks": each(typed(SIMPLE, "a block of a container", [*NEWER, "container"]), 10)},
    {
        "title": plain(150),
        "rich_text_title": RICH_TEXT,
        "subtitle": text(150),
        "icon": IMAGE,
        "width": one_of("narrow", "standard", "wide", "full"),
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_header_divider": flag,
    },
    any_of("title", "rich_text_title"),
    collapses_only_if_collapsible,
)
BLOCKS: dict[str, Check] = {**SIMPLE, **NEWER, "container": CONTAINER}
BLOCK = typed(BLOCKS, "a block")
