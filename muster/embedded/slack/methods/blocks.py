"""blocks.validate."""

from collections.abc import Callable
from typing import Any

from muster.embedded.slack.blocks import Mistake, validate, validate_view
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.method import Json, Method
from muster.embedded.slack.posting import error_list
from muster.embedded.slack.rates import TIER_3
from muster.embedded.slack.world import World


def message_mistakes(message: Any) -> list[Mistake]:
    """Those of its blocks; like Slack's, it does not ask for a text."""
    blocks = message.get("blocks", []) if isinstance(message, dict) else message
    return [one.under("/blocks") for one in validate(blocks, "message")]


CHECKS: dict[str, Callable[[Any], list[Mistake]]] = {
    "blocks": lambda blocks: validate(blocks, "message"),
    "message": message_mistakes,
    "view": validate_view,
}


def check(_world: World, args: Json) -> Json:
    """Whether Slack would take a payload."""
    given = [name for name in CHECKS if args.get(name) is not None]
    if len(given) != 1:
        line = "must provide exactly one of `blocks`, `view`, or `message`"
        raise SlackError("invalid_arguments", response_metadata={"messages": [line]})
    mistakes = CHECKS[given[0]](args[given[0]])
    if mistakes:
        raise SlackError(f"invalid_{given[0]}", errors=error_list(mistakes))
    return {}


METHODS = {"blocks.validate": Method(check, None, TIER_3)}
