"""bookmarks.add."""

from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.method import Json, Method, needed
from muster.embedded.slack.rates import TIER_2
from muster.embedded.slack.world import World


def add(world: World, args: Json) -> Json:
    """A link at the top of a channel."""
    needed(args, "channel_id", "title", "type")
    if args["type"] != "link":
        raise SlackError("invalid_bookmark_type")
    if not str(args.get("link") or "").startswith(("https://", "http://")):
        raise SlackError("invalid_link")
    bookmark = {
        "id": world.new_id("Bk"),
        "channel_id": world.channel(args["channel_id"]).id,
        "title": str(args["title"]),
        "link": str(args["link"]),
        "type": "link",
    }
    world.channel(args["channel_id"]).bookmarks.append(bookmark)
    world.changed()
    return {"bookmark": bookmark}


METHODS = {"bookmarks.add": Method(add, "bookmarks:write", TIER_2)}
