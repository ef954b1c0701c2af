"""Everything that Slack would refuse about blocks, found before Slack is asked.

Works on plain dicts, knows nothing of any server: what emits blocks checks itself with it in tests,
and the embedded Slack refuses with it. An empty list means that Slack would accept the payload.
"""

from typing import Any

from muster.embedded.slack.blocks.kit import wrong_type
from muster.embedded.slack.blocks.layout import BLOCK, BLOCKS
from muster.embedded.slack.blocks.mistakes import CODES, Mistake
from muster.embedded.slack.blocks.payload import payload_rules
from muster.embedded.slack.blocks.surfaces import ALLOWED, Surface, misplaced
from muster.embedded.slack.blocks.views import VIEW, VIEW_BYTES, size_in_bytes

__all__ = [
    "ALLOWED",
    "BLOCKS",
    "CODES",
    "VIEW_BYTES",
    "Mistake",
    "Surface",
    "size_in_bytes",
    "validate",
    "validate_message",
    "validate_view",
]


def validate(blocks: Any, surface: Surface) -> list[Mistake]:
    """All mistakes of a list of blocks on a surface; pointers start at the list (`/0/text`)."""
    if not isinstance(blocks, list):
        return [wrong_type("", "a list of blocks", blocks)]
    found: list[Mistake] = []
    for index, block in enumerate(blocks):
        found.extend(BLOCK(block, f"/{index}"))
        found.extend(misplaced(block, f"/{index}", surface))
    found.extend(payload_rules(blocks, surface))
    return found


def validate_message(message: Any) -> list[Mistake]:
    """All mistakes of `{"text": …, "blocks": […]}`; a text is wanted always.

    Slack itself accepts blocks alone, but then notifications on phones and screen readers have
    nothing to say.
    """
    if not isinstance(message, dict):
        return [wrong_type("", "a message", message)]
    found: list[Mistake] = []
    if not message.get("text"):
        found.append(Mistake("missing", "", "needs `text`, which notifications show"))
    if "blocks" in message:
        found.extend(one.under("/blocks") for one in validate(message["blocks"], "message"))
    return found


def validate_view(view: Any) -> list[Mistake]:
    """All mistakes of a modal or Home view, its blocks included (`/blocks/0/text`)."""
    found = list(VIEW(view, ""))
    if isinstance(view, dict) and view.get("type") in ("modal", "home"):
        surface: Surface = "modal" if view["type"] == "modal" else "home"
        if isinstance(view.get("blocks"), list):
            found.extend(one.under("/blocks") for one in validate(view["blocks"], surface))
    return found
