"""The embedded Slack as its host sees it."""

import copy
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from muster.embedded.slack import wall as real
from muster.embedded.slack.acting import Acting
from muster.embedded.slack.channels import Message
from muster.embedded.slack.faults import Faults
from muster.embedded.slack.misfortunes import Misfortune
from muster.embedded.slack.modals import View
from muster.embedded.slack.outgoing.bots import Bot, over_http, over_wsgi
from muster.embedded.slack.outgoing.courier import Courier
from muster.embedded.slack.outgoing.events import verify_url
from muster.embedded.slack.page_state import Hint, Page
from muster.embedded.slack.people import App, Group, Person, Workspace
from muster.embedded.slack.rates import RateSettings
from muster.embedded.slack.server import Application, Server
from muster.embedded.slack.world import World

__all__ = [
    "Acting",
    "App",
    "EmbeddedSlack",
    "Faults",
    "Group",
    "Hint",
    "Message",
    "Person",
    "RateSettings",
    "Server",
    "View",
    "Workspace",
    "over_http",
    "over_wsgi",
]
Json = dict[str, Any]
T = TypeVar("T")
LOOK = 1.0
"""Real seconds between two looks whether the app has said something."""


class EmbeddedSlack:
    """A workspace in memory: Web API and page on a socket, people to act as, faults.

    Args:
        workspace: people, user groups, channels, the app.
        clock: the time that people see (epoch seconds, UTC); may run faster than the real one.
        wall: the real time, for signatures, triggers, rate limits and acknowledgements.
        rates: how strict the rate limits are.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        clock: Callable[[], float] = real.now,
        wall: Callable[[], float] = real.now,
        rates: RateSettings | None = None,
    ) -> None:
        self._world = World(workspace, clock=clock, wall=wall, rates=rates or RateSettings())
        self._courier = Courier(self._world)
        self._page = Page()
        self.application = Application(self._world, self._courier, self._page)

    def connect(self, bot: str | Bot | None) -> None:
        """Send everything to this app from now on: a URL, or a callable; None disconnects it."""
        self._courier.bot = over_http(bot) if isinstance(bot, str) else bot

    def verify_url(self) -> bool:
        """Whether the app passes Slack's check of its request URL."""
        return verify_url(self._courier)

    def serve(self, host: str = "127.0.0.1", port: int = 0) -> Server:
        """Serve Web API and page from threads; the next free port if this one is taken."""
        return Server(self._world, self.application, host, port).start()

    @property
    def api_url(self) -> str:
        """`base_url` for a Slack client, once served."""
        return f"{self._world.base_url}/api/"

    @property
    def faults(self) -> Faults:
        """What goes wrong; `faults.change({...})`, `faults.reset()`."""
        return self._world.faults

    def befall(self, misfortune: Misfortune) -> None:
        """Let this happen, counted from the first message that the app has posted."""
        if not self._has_spoken():
            with self._world.lock:
                self._world.later(LOOK, lambda: self.befall(misfortune))
            return
        with self._world.lock:
            for step in misfortune.steps:
                self._world.later(step.after, partial(self.faults.change, dict(step.changes)))

    def _has_spoken(self) -> bool:
        with self._world.lock:
            app = self._world.app.user_id
            found = (m for c in self._world.channels.values() for m in c.messages.values())
            return any(message.user == app and message.only_for is None for message in found)

    def run_due(self) -> None:
        """Do what has become due: retried events, late deliveries. A served one does so itself."""
        self._world.run_due()

    def act_as(self, person: str, channel: str | None = None) -> Acting:
        """Somebody by id or handle, in a channel (the first)."""
        with self._world.lock:
            name = channel or next(iter(self._world.channels))
            return Acting(
                self._world,
                self._courier,
                self._world.person(person),
                self._world.channel(name),
            )

    def messages(self, channel: str | None = None, thread_ts: str | None = None) -> list[Message]:
        """What everybody sees in a channel (the first), or in a thread; copies, oldest first."""
        with self._world.lock:
            place = self._world.channel(channel or next(iter(self._world.channels)))
            return copy.deepcopy(place.replies(thread_ts) if thread_ts else place.history())

    def ephemerals(self, person: str) -> list[Message]:
        """What only one person saw, in all channels; copies, oldest first."""
        with self._world.lock:
            user_id = self._world.person(person).id
            found = [
                message
                for channel in self._world.channels.values()
                for message in channel.messages.values()
                if message.only_for == user_id
            ]
            return copy.deepcopy(sorted(found, key=lambda message: float(message.ts)))

    def modal(self, person: str) -> View | None:
        """A copy of the modal on top of somebody's screen."""
        with self._world.lock:
            return copy.deepcopy(self._world.modals.of(self._world.person(person).id))

    def home(self, person: str) -> View | None:
        """A copy of somebody's Home tab."""
        with self._world.lock:
            return copy.deepcopy(self._world.modals.homes.get(self._world.person(person).id))

    def wait_until(self, look: Callable[[], T], seconds: float = 10.0) -> T:
        """What `look` gives once it is true, asked after every change.

        For apps that go on working after they have acknowledged. Raises TimeoutError.
        """
        with self._world.changes:
            found = self._world.changes.wait_for(look, seconds)
        if not found:
            raise TimeoutError(f"nothing of the kind within {seconds:g} s")
        return found

    def person(self, name: str) -> Person:
        """Somebody by id or handle."""
        with self._world.lock:
            return self._world.person(name)

    def channel_id(self, name: str) -> str:
        """The id of a channel by its name."""
        with self._world.lock:
            return self._world.channel(name).id

    def add_channel(self, name: str) -> str:
        """A new channel with everybody in it; its id."""
        with self._world.lock:
            return self._world.add_channel(name).id

    def set_group(self, group_id: str, members: Sequence[str]) -> None:
        """Change who (user ids) is in a user group."""
        with self._world.lock:
            self._world.set_group(group_id, tuple(members))

    def archive(self, channel: str) -> None:
        """Archive a channel: nobody can post there any more."""
        with self._world.lock:
            self._world.channel(channel).is_archived = True
            self._world.changed()

    def remove_app(self, channel: str) -> None:
        """Take the app out of a channel."""
        with self._world.lock:
            self._world.channel(channel).members.discard(self._world.app.user_id)
            self._world.changed()

    def lose_message(self, channel: str, ts: str) -> None:
        """A message vanishes, as if somebody had deleted it."""
        with self._world.lock:
            self._world.channel(channel).messages.pop(ts, None)
            self._world.changed()

    def set_banner(self, text: str, *, title: str = "") -> None:
        """The line at the top of the page (mrkdwn), and the name of the page."""
        self._show(banner=text, title=title or self._page.title)

    def set_hints(self, hints: Sequence[Hint], *, title: str = "") -> None:
        """The steps at the side of the page; none hides them."""
        self._show(hints=tuple(hints), hints_title=title or self._page.hints_title)

    def set_commands(self, commands: list[Json]) -> None:
        """What the composer completes; see `Page.commands`."""
        self._show(commands=commands)

    def _show(self, **changes: Any) -> None:
        with self._world.lock:
            for name, value in changes.items():
                setattr(self._page, name, value)
            self._world.changed()
