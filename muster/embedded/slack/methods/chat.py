"""chat.*: the app's messages."""

from muster.embedded.slack.channels import Channel, Message, message_json
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.method import Json, Method, needed
from muster.embedded.slack.posting import app_message, refuse_long_update, rewrite, said
from muster.embedded.slack.rates import SPECIAL, TIER_3, TIER_4
from muster.embedded.slack.world import World


def post_message(world: World, args: Json) -> Json:
    """A new message, in a channel or in a thread of it."""
    needed(args, "channel")
    channel = open_channel(world, args["channel"])
    message = app_message(world, channel, args)
    world.rates.post(channel.id, world.wall())
    if not world.faults.uses_up("lost_messages"):
        world.add(message)
    shown = message_json(message, channel, world.app.app_id)
    return {"channel": channel.id, "ts": message.ts, "message": shown} | warnings(args)


def post_ephemeral(world: World, args: Json) -> Json:
    """A message that one member of the channel sees."""
    needed(args, "channel", "user")
    channel = open_channel(world, args["channel"])
    if args["user"] not in channel.members:
        raise SlackError("user_not_in_channel")
    message = world.add(app_message(world, channel, args, only_for=args["user"]))
    return {"message_ts": message.ts}


def update(world: World, args: Json) -> Json:
    """Another content for a message of the app."""
    needed(args, "channel", "ts")
    channel = world.channel(args["channel"])
    message = own_message(world, channel, args["ts"], "cant_update_message")
    refuse_long_update(said(args)[0])
    rewrite(world, message, args)
    shown = message_json(message, channel, world.app.app_id)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(world: World, args: Json) -> Json:
    """Take a message of the app away."""
    needed(args, "channel", "ts")
    channel = world.channel(args["channel"])
    message = own_message(world, channel, args["ts"], "cant_delete_message")
    del channel.messages[message.ts]
    world.changed()
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(world: World, args: Json) -> Json:
    """An address that opens the page at a message."""
    needed(args, "channel", "message_ts")
    channel = world.channel(args["channel"])
    message = world.message(channel, args["message_ts"])
    link = f"{world.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def open_channel(world: World, name: object) -> Channel:
    """A channel in which the app may write."""
    channel = world.channel(name)
    if channel.is_archived:
        raise SlackError("is_archived")
    in_public = "chat:write.public" in world.app.scopes and not channel.is_private
    if world.app.user_id not in channel.members and not in_public:
        raise SlackError("not_in_channel")
    return channel


def own_message(world: World, channel: Channel, ts: object, otherwise: str) -> Message:
    """A message of the app itself."""
    message = world.message(channel, ts)
    if message.bot_id != world.app.bot_id:
        raise SlackError(otherwise)
    return message


def warnings(args: Json) -> Json:
    """What Slack lets pass but warns of: blocks without a text for notifications."""
    if args.get("text"):
        return {}
    return {"warning": "missing_text", "response_metadata": {"warnings": ["missing_text"]}}


METHODS = {
    "chat.postMessage": Method(post_message, "chat:write", SPECIAL),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write", TIER_4),
    "chat.update": Method(update, "chat:write", TIER_3),
    "chat.delete": Method(delete, "chat:write", TIER_3),
    "chat.getPermalink": Method(get_permalink, None, SPECIAL),
}
