"""What a window that starts runs asks for, whether of one plan or of several."""

from typing import Any

from bot.buttons import Input
from bot.views.blocks import text_input
from muster.engine.points import EXAMPLE, LATEST_SNAPSHOT

Json = dict[str, Any]


def start_inputs(*, real: bool) -> list[Json]:
    """Point in time, reason and ticket; a recovery needs a reason."""
    point = (
        f"Empty: a snapshot on demand. {LATEST_SNAPSHOT}: the newest there is, quick when the"
        f" source is dead. Or a moment before the damage, with its zone: {EXAMPLE}"
    )
    return [
        text_input(Input.POINT, "Point in time", hint=point, optional=True),
        text_input(Input.REASON, "Reason", hint="For the record.", optional=not real),
        text_input(Input.TICKET, "Ticket", optional=True),
    ]
