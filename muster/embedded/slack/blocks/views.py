"""Modals and the Home tab as a whole.

Source: docs.slack.dev/reference/views.
"""

import json
from collections.abc import Iterator
from typing import Any

from muster.embedded.slack.blocks.kit import (
    Check,
    flag,
    one_of,
    shape,
    string,
    typed,
    wrong_type,
)
from muster.embedded.slack.blocks.mistakes import Mistake
from muster.embedded.slack.blocks.texts import plain

VIEW_BYTES = 250_000


def input_needs_submit(view: Any, at: str) -> Iterator[Mistake]:
    """A modal that asks for something can be sent."""
    blocks = view.get("blocks")
    asks = any(
        isinstance(block, dict) and block.get("type") == "input"
        for block in (blocks if isinstance(blocks, list) else [])
    )
    if asks and "submit" not in view:
        yield Mistake("missing", at, "needs `submit`, because it has an input")


def not_empty(value: Any, at: str) -> Iterator[Mistake]:
    """The blocks of a view; each of them is looked at elsewhere."""
    if not isinstance(value, list):
        yield wrong_type(at, "a list", value)
    elif not value:
        yield Mistake("too_few", at, "must have at least 1 item(s)")


COMMON: dict[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255),
    "external_id": string(255),
}
MODAL = shape(
    {"type": one_of("modal"), "title": plain(24), "blocks": not_empty},
    {
        **COMMON,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
    [input_needs_submit],
)
HOME = shape({"type": one_of("home"), "blocks": not_empty}, COMMON)
VIEW = typed({"modal": MODAL, "home": HOME}, "a view")


def size_in_bytes(view: Any) -> int:
    """Bytes of the view as JSON, which `views.open` limits to `VIEW_BYTES` (`view_too_large`)."""
    return len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode())
