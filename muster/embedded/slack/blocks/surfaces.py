"""Which block and which element stands where: messages, modals, the Home tab.

Source: docs.slack.dev/blocks.json; where public sources differ, what every one of them allows.
`input` in a message is legal Slack but refused here: muster asks in modals only.
"""

from collections.abc import Iterator
from typing import Any, Literal

from muster.embedded.slack.blocks.layout import BLOCKS
from muster.embedded.slack.blocks.mistakes import Mistake

Surface = Literal["message", "modal", "home"]

EVERYWHERE = ("section", "header", "divider", "context", "actions", "image", "rich_text", "video")
MESSAGES_ONLY = (
    "container",
    "context_actions",
    "data_table",
    "data_visualization",
    "markdown",
    "plan",
    "table",
    "task_card",
)
ALLOWED: dict[Surface, frozenset[str]] = {
    "message": frozenset({*EVERYWHERE, *MESSAGES_ONLY, "card", "carousel"}),
    "modal": frozenset({*EVERYWHERE, "input", "alert"}),
    "home": frozenset({*EVERYWHERE, "input", "card", "carousel"}),
}
MODAL_ELEMENTS = frozenset({"email_text_input", "file_input", "number_input", "url_text_input"})
ELEMENTS_BY_SURFACE: dict[str, frozenset[Surface]] = {
    **dict.fromkeys(MODAL_ELEMENTS, frozenset[Surface]({"modal"})),
    "rich_text_input": frozenset({"modal", "home"}),
    "datetimepicker": frozenset({"message", "modal"}),
    "workflow_button": frozenset({"message"}),
}


def misplaced(block: Any, at: str, surface: Surface) -> Iterator[Mistake]:
    """A known block, or an element in it, that this surface does not take."""
    if not isinstance(block, dict):
        return
    kind = block.get("type")
    if kind in BLOCKS and kind not in ALLOWED[surface]:
        yield Mistake("elsewhere_only", f"{at}/type", f"{kind} is not allowed in a {surface}")
        return
    for inner, place in children(block, at):
        yield from misplaced(inner, place, surface)
    for element, place in elements(block, at):
        places = ELEMENTS_BY_SURFACE.get(element.get("type", ""))
        if places is not None and surface not in places:
            yield Mistake(
                "elsewhere_only",
                f"{place}/type",
                f"{element['type']} is not allowed in a {surface}",
            )


def children(block: dict[str, Any], at: str) -> Iterator[tuple[Any, str]]:
    """Blocks inside a block: of a container, the cards of a carousel."""
    key = {"container": "child_blocks", "carousel": "elements"}.get(str(block.get("type")))
    inner = block.get(key) if key else None
    if isinstance(inner, list):
        yield from ((child, f"{at}/{key}/{index}") for index, child in enumerate(inner))


def elements(block: dict[str, Any], at: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Elements directly inside a block, each with its pointer."""
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            yield block[key], f"{at}/{key}"
    for key in ("elements", "actions"):
        listed = block.get(key)
        for index, one in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(one, dict) and block.get("type") != "carousel":
                yield one, f"{at}/{key}/{index}"
