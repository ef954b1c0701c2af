"""What the Web API knows about one of its methods."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.rates import TIER_3
from muster.embedded.slack.world import World

Json = dict[str, Any]
Handler = Callable[[World, Json], Json]


@dataclass(frozen=True)
class Method:
    """One method: what does it, the scope its token needs, calls a minute."""

    handler: Handler
    scope: str | None = None
    per_minute: int = TIER_3


def needed(args: Json, *names: str) -> None:
    """SlackError `invalid_arguments` that names every missing argument."""
    missing = [name for name in names if args.get(name) in (None, "")]
    if missing:
        messages = [f"[ERROR] missing required field: {name}" for name in missing]
        raise SlackError("invalid_arguments", response_metadata={"messages": messages})


def number_of(args: Json, name: str, default: float) -> float:
    """A number, which in a form is a word; SlackError `invalid_arguments` if it is none."""
    try:
        return float(args.get(name) or default)
    except (TypeError, ValueError):
        message = f"[ERROR] must be a number: {name}"
        raise SlackError("invalid_arguments", response_metadata={"messages": [message]}) from None


def page(items: list[Any], args: Json, default: int = 100) -> tuple[list[Any], str]:
    """One page of a list and the cursor of the next; the cursor is the index where it starts."""
    cursor, limit = str(args.get("cursor") or "0"), int(number_of(args, "limit", default))
    if not cursor.isdigit() or limit < 1:
        raise SlackError("invalid_cursor")
    end = int(cursor) + limit
    return items[int(cursor) : end], str(end) if end < len(items) else ""
