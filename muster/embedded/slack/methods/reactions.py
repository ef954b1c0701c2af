"""reactions.add."""

import re

from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.method import Json, Method, needed
from muster.embedded.slack.rates import TIER_3
from muster.embedded.slack.world import World

NAME = re.compile(r"[a-z0-9_+'-]{1,100}")


def add(world: World, args: Json) -> Json:
    """The app's emoji under a message."""
    needed(args, "channel", "timestamp", "name")
    message = world.message(world.channel(args["channel"]), args["timestamp"])
    if not NAME.fullmatch(str(args["name"])):
        raise SlackError("invalid_name")
    users = message.reactions.setdefault(str(args["name"]), [])
    if world.app.user_id in users:
        raise SlackError("already_reacted")
    users.append(world.app.user_id)
    world.changed()
    return {}


METHODS = {"reactions.add": Method(add, "reactions:write", TIER_3)}
