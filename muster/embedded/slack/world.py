"""The whole workspace in memory; whoever reads or changes it holds `lock`.

Two clocks: `clock` is the time that people see (it may be a virtual one that runs faster), `wall`
the real one, for everything that the network decides: signatures, the life of triggers, rate
limits, acknowledgements. Both give epoch seconds, UTC.
"""

import heapq
import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from muster.embedded.slack.channels import Channel, Message
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.faults import Faults
from muster.embedded.slack.modals import Modals
from muster.embedded.slack.people import Group, Person, Workspace
from muster.embedded.slack.rates import Rates, RateSettings
from muster.embedded.slack.tickets import (
    RESPONSE_URL_SECONDS,
    TRIGGER_SECONDS,
    ResponseUrl,
    Tickets,
    Trigger,
)

Json = dict[str, Any]
Clock = Callable[[], float]
SLACKBOT = "USLACKBOT"


class World:
    """People, channels, views, and what is due later."""

    def __init__(
        self, workspace: Workspace, *, clock: Clock, wall: Clock, rates: RateSettings
    ) -> None:
        self.lock = threading.RLock()
        self.changes = threading.Condition(self.lock)
        self.revision = 0
        self.clock, self.wall = clock, wall
        self.app, self.paid = workspace.app, workspace.paid
        self.people = {person.id: person for person in workspace.people}
        self.groups = {group.id: group for group in workspace.groups}
        self.channels: dict[str, Channel] = {}
        self.modals, self.tickets = Modals(), Tickets()
        self.faults, self.rates = Faults(), Rates(rates)
        self.files: dict[str, Json] = {}
        self.is_closed = False
        self.base_url = "http://127.0.0.1:0"
        self._ids = itertools.count(1)
        self._last_ts = 0
        self._later: list[tuple[float, int, Callable[[], None]]] = []
        for name in workspace.channels:
            self.add_channel(name)

    def changed(self) -> None:
        """Tell every open page that something is different now."""
        with self.lock:
            self.revision += 1
            self.changes.notify_all()

    def new_id(self, prefix: str) -> str:
        """A fresh id of Slack's look: a letter, then digits."""
        return f"{prefix}{next(self._ids):010d}"

    def new_ts(self) -> str:
        """The present moment as a message id: later than every one before."""
        self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def later(self, seconds: float, job: Callable[[], None]) -> None:
        """Have `job` called, without the lock, once `seconds` of real time have passed."""
        heapq.heappush(self._later, (self.wall() + seconds, next(self._ids), job))

    def run_due(self) -> None:
        """Call what is due; the caller must not hold the lock."""
        while True:
            with self.lock:
                if not self._later or self._later[0][0] > self.wall():
                    return
                _, _, job = heapq.heappop(self._later)
            job()

    def person(self, name: object) -> Person:
        """Somebody by id or handle; SlackError `user_not_found`."""
        for person in self.people.values():
            if name in (person.id, person.handle, f"@{person.handle}"):
                return person
        raise SlackError("user_not_found")

    def group(self, group_id: object) -> Group:
        """A user group by id; SlackError `no_such_subteam`."""
        if str(group_id) not in self.groups:
            raise SlackError("no_such_subteam")
        return self.groups[str(group_id)]

    def set_group(self, group_id: str, members: tuple[str, ...]) -> None:
        """Change who is in a user group."""
        self.groups[group_id] = replace(self.group(group_id), members=members)

    def add_channel(self, name: str) -> Channel:
        """A new public channel with everybody in it but guests."""
        members = {person.id for person in self.people.values() if not person.guest}
        channel = Channel(
            self.new_id("C"), name, members | {self.app.user_id}, created=int(self.clock())
        )
        self.channels[channel.id] = channel
        self.changed()
        return channel

    def direct(self, person: Person) -> Channel:
        """The direct messages between a person and the app."""
        for channel in self.channels.values():
            if channel.with_person == person.id:
                return channel
        channel = Channel(
            self.new_id("D"), "", {person.id, self.app.user_id}, created=int(self.clock())
        )
        channel.with_person = person.id
        self.channels[channel.id] = channel
        return channel

    def channel(self, name: object) -> Channel:
        """A channel by id or name, or the direct messages of a user id; `channel_not_found`."""
        wanted = str(name or "")
        if wanted in self.people:
            return self.direct(self.people[wanted])
        for channel in self.channels.values():
            if wanted == channel.id or (channel.name and wanted.lstrip("#") == channel.name):
                return channel
        raise SlackError("channel_not_found")

    def message(self, channel: Channel, ts: object) -> Message:
        """A message that everybody sees; `message_not_found`."""
        message = channel.messages.get(str(ts))
        if message is None or message.only_for is not None:
            raise SlackError("message_not_found")
        return message

    def add(self, message: Message) -> Message:
        """Put a message into its channel."""
        self.channels[message.channel].messages[message.ts] = message
        self.changed()
        return message

    def whisper(self, person: str, channel: str, text: str, **more: Any) -> Message:
        """A message of Slack's own that only one person sees."""
        message = Message(self.new_ts(), channel, SLACKBOT, text, only_for=person, **more)
        return self.add(message)

    def new_trigger(self, person: str) -> str:
        """A trigger id, good for three seconds from now."""
        key = f"{self.new_id('')}.{self.app.app_id}"
        self.tickets.triggers[key] = Trigger(person, self.wall() + TRIGGER_SECONDS)
        return key

    def new_response_url(self, person: str, channel: str, message_ts: str | None = None) -> str:
        """A URL that takes five answers within half an hour."""
        key = self.new_id("R")
        expires = self.wall() + RESPONSE_URL_SECONDS
        self.tickets.response_urls[key] = ResponseUrl(person, channel, message_ts, expires)
        return f"{self.base_url}/response/{key}"
