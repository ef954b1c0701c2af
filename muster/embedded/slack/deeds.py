"""What a person does on the page, as the page sends it: one function a deed, and their table."""

from collections.abc import Callable
from typing import Any

from muster.embedded.slack.channels import Channel
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.modals import View
from muster.embedded.slack.outgoing import clicks, commands, events, forms
from muster.embedded.slack.outgoing.clicks import Press
from muster.embedded.slack.outgoing.courier import Courier
from muster.embedded.slack.people import Person
from muster.embedded.slack.world import World

Json = dict[str, Any]
GONE = "That message is gone; nothing was sent."
NOT_IN_THREADS = "Slash commands work in the channel, not in threads. Type it there."


def do(world: World, courier: Courier, deed: Json) -> None:
    """Carry out one deed; SlackError if it names nobody, nothing or an unknown deed."""
    with world.lock:
        person = world.person(deed.get("as"))
    if deed.get("what") not in DEEDS:
        raise SlackError("unknown_deed", known=sorted(DEEDS))
    DEEDS[deed["what"]](world, courier, person, deed)


def write(world: World, courier: Courier, person: Person, deed: Json) -> None:
    """A line from the composer: a slash command or a message."""
    line, thread = str(deed.get("text") or "").strip(), deed.get("thread_ts")
    channel = place(world, deed)
    if not line:
        return
    if not line.startswith("/"):
        events.say(world, courier, person, channel, text=line, thread_ts=thread)
    elif thread:
        with world.lock:
            world.whisper(person.id, channel.id, NOT_IN_THREADS, thread_ts=thread)
    else:
        commands.run(world, courier, person, channel, line)


def press(world: World, courier: Courier, person: Person, deed: Json) -> None:
    """An element of a message, of a modal or of Home."""
    used = Press(
        str(deed.get("block_id")),
        str(deed.get("action_id")),
        deed.get("raw") or "",
        deed.get("raws") or {},
    )
    if deed.get("view_id"):
        clicks.press_in_view(world, courier, person, own_view(world, person, deed), used)
        return
    channel = place(world, deed)
    with world.lock:
        message = channel.messages.get(str(deed.get("ts")))
        if message is None or message.only_for not in (None, person.id):
            world.whisper(person.id, channel.id, GONE)
            return
    clicks.press_in_message(world, courier, person, message, used)


def submit(world: World, courier: Courier, person: Person, deed: Json) -> None:
    """A modal, filled in."""
    forms.submit(world, courier, person, own_view(world, person, deed), deed.get("raws") or {})


def close(world: World, courier: Courier, person: Person, deed: Json) -> None:
    """A modal, closed."""
    forms.close(world, courier, person, own_view(world, person, deed))


def open_home(world: World, courier: Courier, person: Person, _deed: Json) -> None:
    """The app's Home tab."""
    events.open_home(world, courier, person)


def place(world: World, deed: Json) -> Channel:
    """The channel in which it happens."""
    with world.lock:
        return world.channel(deed.get("channel"))


def own_view(world: World, person: Person, deed: Json) -> View:
    """A view that is open and the person's own."""
    with world.lock:
        view = world.modals.find(view_id=deed.get("view_id"))
        if view.person != person.id:
            raise SlackError("not_found")
        return view


DEEDS: dict[str, Callable[[World, Courier, Person, Json], None]] = {
    "write": write,
    "press": press,
    "submit": submit,
    "close": close,
    "home": open_home,
}
