"""pins.add."""

from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.method import Json, Method, needed
from muster.embedded.slack.rates import TIER_2
from muster.embedded.slack.world import World


def add(world: World, args: Json) -> Json:
    """Keep a message where everybody finds it."""
    needed(args, "channel", "timestamp")
    channel = world.channel(args["channel"])
    message = world.message(channel, args["timestamp"])
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    channel.pins.append(message.ts)
    world.changed()
    return {}


METHODS = {"pins.add": Method(add, "pins:write", TIER_2)}
