"""A message as HTML: who, when, what, and what came of clicking in it."""

from collections.abc import Callable

from markupsafe import Markup

from muster.embedded.slack.channels import Channel, Message
from muster.embedded.slack.people import TEAM
from muster.embedded.slack.render.blocks import blocks
from muster.embedded.slack.render.emoji import emoji
from muster.embedded.slack.render.html import join, link, tag
from muster.embedded.slack.render.mrkdwn import mrkdwn
from muster.embedded.slack.render.names import Names
from muster.embedded.slack.world import SLACKBOT, World

COLOURS = 6


def message(world: World, channel: Channel, one: Message, names: Names, me: str) -> Markup:
    """One message as `me` sees it."""
    author = "Slackbot" if one.user == SLACKBOT else names.people.get(one.user, one.user)
    kind = "message ephemeral" if one.only_for else "message"
    body = tag(
        "div",
        header(world, one, author),
        content(one, names),
        join(*(part(channel, one, names, me) for part in AFTERWARDS)),
        class_="message-body",
    )
    return tag("article", avatar(one.user, author), body, class_=kind, aria_label=f"From {author}")


def avatar(user: str, author: str) -> Markup:
    """Initials on a colour of one's own."""
    letters = "".join(word[0] for word in author.split()[:2]).upper()
    colour = sum(map(ord, user)) % COLOURS
    return tag("span", letters, class_=f"avatar colour-{colour}", aria_hidden="true")


def header(world: World, one: Message, author: str) -> Markup:
    """Author and time."""
    badge = tag("span", "APP", class_="badge") if one.bot_id or one.user == SLACKBOT else Markup("")
    person = world.people.get(one.user)
    away = person is not None and person.team != TEAM
    guest = (
        tag("span", "GUEST", class_="badge") if person and (person.guest or away) else Markup("")
    )
    moment = tag("time", data_ts=one.ts, data_format="{time}")
    name = tag("span", author, class_="author")
    return tag("div", name, badge, guest, moment, class_="message-header")


def content(one: Message, names: Names) -> Markup:
    """Blocks, or the text if there are none; files under it."""
    said = blocks(one.blocks, names) if one.blocks else words(one, names)
    files = [tag("div", "File: ", link(file["url_private"], file["title"])) for file in one.files]
    return said + join(*files)


def words(one: Message, names: Names) -> Markup:
    """The text of a message without blocks."""
    edited = tag("span", " (edited)", class_="edited") if one.edited_ts else Markup("")
    return tag("div", mrkdwn(one.text, names), edited, class_="text")


def only_you(_channel: Channel, one: Message, _names: Names, _me: str) -> Markup:
    """The line under an ephemeral message."""
    return tag("p", "Only visible to you", class_="only-you") if one.only_for else Markup("")


def mark(_channel: Channel, one: Message, _names: Names, me: str) -> Markup:
    """What went wrong with the last click of `me`."""
    said = one.marks.get(me)
    return tag("p", said, class_="mark", role="alert") if said else Markup("")


def reactions(_channel: Channel, one: Message, _names: Names, _me: str) -> Markup:
    """Emoji under a message."""
    shown = [
        tag("span", emoji(name) or f":{name}:", f" {len(users)}", class_="reaction")
        for name, users in one.reactions.items()
    ]
    return tag("div", *shown, class_="reactions") if shown else Markup("")


def thread(channel: Channel, one: Message, _names: Names, _me: str) -> Markup:
    """How many answers there are; opens them."""
    if one.only_for or one.thread_ts not in (None, one.ts):
        return Markup("")
    replies = channel.replies(one.ts)
    if not replies:
        said: list[str] = ["Reply in thread"]
    else:
        noun = "reply" if len(replies) == 1 else "replies"
        last = tag("time", data_ts=replies[-1].ts, data_format="{time}")
        said = [tag("b", f"{len(replies)} {noun}"), " ", tag("small", "last at ", last)]
    kind = "thread-link" if replies else "thread-link none"
    return tag("button", *said, type="button", class_=kind, data_thread=one.ts)


AFTERWARDS: tuple[Callable[[Channel, Message, Names, str], Markup], ...] = (
    only_you,
    mark,
    reactions,
    thread,
)
