"""conversations.*: channels, their members and history."""

from muster.embedded.slack.channels import Channel, Message, channel_json, message_json
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.method import Json, Method, needed, number_of, page
from muster.embedded.slack.posting import truthy
from muster.embedded.slack.rates import TIER_2, TIER_3, TIER_4
from muster.embedded.slack.world import World

TOPIC_CHARACTERS = 250


def list_all(world: World, args: Json) -> Json:
    """The channels that the app sees."""
    wanted = str(args.get("types") or "public_channel").split(",")
    found = [
        channel_json(channel, world.app.user_id)
        for channel in world.channels.values()
        if kind(channel) in wanted
        and not (channel.is_archived and truthy(args.get("exclude_archived")))
    ]
    channels, cursor = page(found, args)
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


def info(world: World, args: Json) -> Json:
    """One channel."""
    needed(args, "channel")
    return {"channel": channel_json(world.channel(args["channel"]), world.app.user_id)}


def join(world: World, args: Json) -> Json:
    """The app becomes a member."""
    needed(args, "channel")
    channel = world.channel(args["channel"])
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.is_private or channel.with_person:
        raise SlackError("method_not_supported_for_channel_type")
    channel.members.add(world.app.user_id)
    world.changed()
    return {"channel": channel_json(channel, world.app.user_id)}


def open_direct(world: World, args: Json) -> Json:
    """The direct messages with one person."""
    needed(args, "users")
    person = world.person(args["users"])
    return {"channel": {"id": world.direct(person).id}}


def history(world: World, args: Json) -> Json:
    """What stands in a channel, newest first."""
    channel = readable(world, args)
    return listed(world, channel, channel.history()[::-1], args)


def replies(world: World, args: Json) -> Json:
    """A message and its thread, oldest first."""
    needed(args, "ts")
    channel = readable(world, args)
    if str(args["ts"]) not in channel.messages:
        raise SlackError("thread_not_found")
    parent = world.message(channel, args["ts"])
    return listed(world, channel, [parent, *channel.replies(parent.ts)], args)


def members(world: World, args: Json) -> Json:
    """User ids of everybody in a channel."""
    needed(args, "channel")
    found, cursor = page(sorted(world.channel(args["channel"]).members), args)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def set_topic(world: World, args: Json) -> Json:
    """The line at the top of a channel."""
    needed(args, "channel")
    channel, topic = readable(world, args), str(args.get("topic") or "")
    if len(topic) > TOPIC_CHARACTERS:
        raise SlackError("too_long")
    channel.topic = topic
    world.changed()
    return {"channel": channel_json(channel, world.app.user_id)}


def kind(channel: Channel) -> str:
    """The word of `conversations.list` for a channel's type."""
    if channel.with_person:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def readable(world: World, args: Json) -> Channel:
    """A channel of which the app is a member."""
    needed(args, "channel")
    channel = world.channel(args["channel"])
    if world.app.user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def listed(world: World, channel: Channel, messages: list[Message], args: Json) -> Json:
    """The asked-for part of some messages."""
    inclusive = truthy(args.get("inclusive"))
    oldest, latest = number_of(args, "oldest", 0), number_of(args, "latest", float("inf"))

    def is_wanted(message: Message) -> bool:
        at = float(message.ts)
        return oldest < at < latest or (inclusive and at in (oldest, latest))

    found, cursor = page([message for message in messages if is_wanted(message)], args)
    shown = [message_json(message, channel, world.app.app_id) for message in found]
    return {
        "messages": shown,
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


METHODS = {
    "conversations.list": Method(list_all, "channels:read", TIER_2),
    "conversations.info": Method(info, "channels:read", TIER_3),
    "conversations.join": Method(join, "channels:join", TIER_3),
    "conversations.open": Method(open_direct, "im:write", TIER_3),
    "conversations.history": Method(history, "channels:history", TIER_3),
    "conversations.replies": Method(replies, "channels:history", TIER_3),
    "conversations.members": Method(members, "channels:read", TIER_4),
    "conversations.setTopic": Method(set_topic, "channels:manage", TIER_2),
}
