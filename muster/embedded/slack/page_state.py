"""What the page shows, as one JSON value; asked for anew after every change."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from muster.embedded.slack.channels import Channel, Message
from muster.embedded.slack.modals import View
from muster.embedded.slack.people import Person
from muster.embedded.slack.render.messages import message
from muster.embedded.slack.render.mrkdwn import mrkdwn
from muster.embedded.slack.render.names import Names
from muster.embedded.slack.render.views import home, modal
from muster.embedded.slack.world import SLACKBOT, World

Json = dict[str, Any]
# channel, message and person → what the message was when it was drawn, and its HTML
Drawings = dict[tuple[str, str, str], tuple[tuple[str, ...], str]]
MOST_MESSAGES = 200


@dataclass(frozen=True)
class Hint:
    """One step of a guided tour.

    Attributes:
        text: mrkdwn.
        done: whether it has been taken.
        command: what a click on the hint puts into the composer.
        act_as: handle of the person who takes the step, if it matters.
    """

    text: str
    done: bool = False
    command: str = ""
    act_as: str = ""


@dataclass
class Page:
    """What the host puts on the page beside the workspace itself.

    Attributes:
        banner: one line at the top (mrkdwn); empty for none.
        commands: what the composer completes: `[{"command", "help", "verbs": [{"verb", "usage",
            "help", "values"}]}]`; `values` are completed after the verb and may be left out.
        drawings: messages that need not be drawn again.
    """

    title: str = "Embedded Slack"
    banner: str = ""
    hints: tuple[Hint, ...] = ()
    hints_title: str = "Your first steps"
    commands: list[Json] = field(default_factory=list)
    drawings: Drawings = field(default_factory=dict)


@dataclass(frozen=True)
class Sight:
    """One person's look at the workspace."""

    world: World
    page: Page
    person: Person
    names: Names


def page_state(
    world: World, page: Page, person: Person, *, channel: Channel, thread_ts: str | None
) -> Json:
    """Everything that `person` sees with this channel and thread open."""
    sight = Sight(world, page, person, names_for(world, person))
    view, published = world.modals.of(person.id), world.modals.homes.get(person.id)
    return {
        "revision": world.revision,
        "app": {"name": world.app.name, "id": world.app.user_id},
        "me": person_json(person),
        "people": [person_json(one) for one in world.people.values()],
        "channels": channels(sight),
        "channel": channel_state(sight, channel),
        "thread": thread_state(sight, channel, thread_ts),
        "modal": view and modal_state(sight, view),
        "home": home(published, sight.names),
        "home_id": published and published.id,
        **surroundings(sight),
    }


def surroundings(sight: Sight) -> Json:
    """What the host put on the page."""
    page, names = sight.page, sight.names
    return {
        "title": page.title,
        "banner": mrkdwn(page.banner, names),
        "hints": [asdict(hint) | {"html": mrkdwn(hint.text, names)} for hint in page.hints],
        "hints_title": page.hints_title,
        "commands": page.commands,
    }


def names_for(world: World, person: Person) -> Names:
    """Everybody's name, seen by `person`."""
    people = {one.id: one.name for one in world.people.values()}
    return Names(
        people=people | {world.app.user_id: world.app.name, SLACKBOT: "Slackbot"},
        channels={one.id: one.name for one in world.channels.values() if one.name},
        groups={one.id: one.handle for one in world.groups.values()},
        my_groups=frozenset(one.id for one in world.groups.values() if person.id in one.members),
        me=person.id,
    )


def person_json(person: Person) -> Json:
    """Somebody to act as."""
    return {key: getattr(person, key) for key in ("id", "handle", "name", "title")}


def channels(sight: Sight) -> list[Json]:
    """The list at the side; direct messages once there are some."""
    return [
        {
            "id": one.id,
            "name": one.name or sight.world.app.name,
            "direct": one.with_person is not None,
            "archived": one.is_archived,
            "latest": latest(one, sight.person),
        }
        for one in sight.world.channels.values()
        if sight.person.id in one.members and (one.with_person is None or one.messages)
    ]


def latest(channel: Channel, person: Person) -> str:
    """`ts` of the newest message that others wrote and the person can see; empty if none."""
    return max((one.ts for one in seen(channel, person) if one.user != person.id), default="")


def seen(channel: Channel, person: Person) -> list[Message]:
    """Messages in the channel itself that the person can see, oldest first."""
    return [
        one
        for one in channel.messages.values()
        if one.in_channel and one.only_for in (None, person.id)
    ]


def channel_state(sight: Sight, channel: Channel) -> Json:
    """The open channel."""
    return {
        "id": channel.id,
        "name": channel.name or sight.world.app.name,
        "direct": channel.with_person is not None,
        "topic": mrkdwn(channel.topic, sight.names),
        "members": len(channel.members),
        "archived": channel.is_archived,
        "bookmarks": [{"title": one["title"], "link": one["link"]} for one in channel.bookmarks],
        "messages": drawn(sight, channel, seen(channel, sight.person)[-MOST_MESSAGES:]),
    }


def thread_state(sight: Sight, channel: Channel, thread_ts: str | None) -> Json | None:
    """The open thread: the message and its answers."""
    parent = channel.messages.get(thread_ts or "")
    if parent is None:
        return None
    answers = [
        one
        for one in channel.messages.values()
        if one.thread_ts == parent.ts
        and one is not parent
        and one.only_for in (None, sight.person.id)
    ]
    return {
        "ts": parent.ts,
        "messages": drawn(sight, channel, [parent, *answers[-MOST_MESSAGES:]]),
    }


def drawn(sight: Sight, channel: Channel, messages: list[Message]) -> list[Json]:
    """Messages with their HTML; those that did not change are not drawn again."""
    answers = Counter(one.thread_ts for one in channel.messages.values())
    newest = {one.thread_ts: one.ts for one in channel.messages.values()}
    names, me, cache = repr(sight.names), sight.person.id, sight.page.drawings
    shown = []
    for one in messages:
        thread = f"{answers[one.ts]} {newest.get(one.ts)}"
        key, now = (channel.id, one.ts, me), (repr(one), thread, names)
        if key not in cache or cache[key][0] != now:
            cache[key] = (now, message(sight.world, channel, one, sight.names, me))
        shown.append({"ts": one.ts, "user": one.user, "html": cache[key][1]})
    return shown


def modal_state(sight: Sight, view: View) -> Json:
    """The modal on top."""
    return {
        "id": view.id,
        "hash": view.hash,
        "html": modal(view, sight.world.app.name, sight.names),
        "errors": view.errors,
        "mark": view.mark,
        "has_submit": "submit" in view.payload,
    }
