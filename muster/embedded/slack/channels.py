"""Channels and the messages in them."""

from dataclasses import dataclass, field
from typing import Any

from muster.embedded.slack.people import TEAM

Json = dict[str, Any]


@dataclass
class Message:
    """One message; `ts` names it within its channel.

    Attributes:
        user: id of the author, a person or the app.
        thread_ts: the message that this one answers, if it does.
        only_for: the one person who sees it (an ephemeral message).
        marks: by user id, what went wrong with that person's last click here.
        broadcast: whether a reply is shown in the channel, too.
    """

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: str | None = None
    bot_id: str | None = None
    edited_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def in_channel(self) -> bool:
        """Whether it stands in the channel itself, not only in a thread."""
        return self.broadcast or self.thread_ts in (None, self.ts)


@dataclass
class Channel:
    """A channel, or the direct messages between the app and `with_person`."""

    id: str
    name: str
    members: set[str]
    created: int
    topic: str = ""
    is_archived: bool = False
    is_private: bool = False
    with_person: str | None = None
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)

    def replies(self, ts: str) -> list[Message]:
        """Answers to a message that everybody sees, oldest first."""
        return [
            message
            for message in self.messages.values()
            if message.thread_ts == ts and message.ts != ts and message.only_for is None
        ]

    def history(self) -> list[Message]:
        """What stands in the channel itself for everybody, oldest first."""
        return [m for m in self.messages.values() if m.in_channel and m.only_for is None]


def message_json(message: Message, channel: Channel, app_id: str) -> Json:
    """A message as the Web API shows it."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": TEAM,
    }
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": app_id}
    if message.edited_ts:
        shown["edited"] = {"user": message.user, "ts": message.edited_ts}
    for key in ("blocks", "attachments", "files", "metadata", "thread_ts"):
        if getattr(message, key):
            shown[key] = getattr(message, key)
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    return shown | thread_json(message, channel)


def thread_json(message: Message, channel: Channel) -> Json:
    """What a message that was answered says about its thread."""
    replies = channel.replies(message.ts)
    if not replies:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": sorted({reply.user for reply in replies}),
        "latest_reply": replies[-1].ts,
    }


def channel_json(channel: Channel, app_user: str) -> Json:
    """A channel as the Web API shows it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.with_person is None,
        "is_im": channel.with_person is not None,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_member": app_user in channel.members,
        "created": channel.created,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
