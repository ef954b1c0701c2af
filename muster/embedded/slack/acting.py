"""Acting as somebody from code: what tests and scripts do instead of clicking on the page.

Everything returns when the app has acknowledged (or is too late). An app may go on working after
that: `EmbeddedSlack.wait_until` waits for what it does then.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from muster.embedded.slack.blocks.payload import everything
from muster.embedded.slack.blocks.surfaces import elements
from muster.embedded.slack.channels import Channel, Message
from muster.embedded.slack.inputs import Raw, fields_of, options_of
from muster.embedded.slack.modals import View
from muster.embedded.slack.outgoing import clicks, commands, events, forms
from muster.embedded.slack.outgoing.clicks import Press
from muster.embedded.slack.outgoing.courier import Courier
from muster.embedded.slack.people import Person
from muster.embedded.slack.world import World

Json = dict[str, Any]
Values = Mapping[str, Raw]


class Acting:
    """One person in the workspace; `channel` is where they are, until a call says otherwise."""

    def __init__(self, world: World, courier: Courier, person: Person, channel: Channel) -> None:
        self._world, self._courier = world, courier
        self.person, self.channel = person, channel

    def command(self, command: str, text: str = "", *, channel: str | None = None) -> None:
        """Type a slash command: `command("/dr", "drill payments")`."""
        commands.run(
            self._world, self._courier, self.person, self._place(channel), f"{command} {text}"
        )

    def say(
        self, text: str, *, channel: str | None = None, thread_ts: str | None = None
    ) -> Message:
        """Write a message; `@muster` in it is an app_mention."""
        place = self._place(channel)
        return events.say(
            self._world, self._courier, self.person, place, text=text, thread_ts=thread_ts
        )

    def click(
        self,
        where: Message | View,
        which: str,
        raw: Raw = "",
        values: Values | None = None,
        *,
        as_seen: bool = False,
    ) -> None:
        """Use the element whose action id, or else whose label, is `which`.

        `raw` is what a menu then says (the value of the option); `values`, what inputs around it
        say, by action or block id. `as_seen` clicks in `where` as it was when it was looked at,
        like a screen that is behind; otherwise in what stands there now. LookupError, naming what
        there is, if there is no such element.
        """
        with self._world.lock:
            shown = where if as_seen else self._now(where)
            listed = shown.blocks if isinstance(shown, Message) else shown.payload["blocks"]
            block, element = found(listed, which)
        press = Press(block["block_id"], element["action_id"], raw, raws(listed, values or {}))
        if isinstance(shown, Message):
            clicks.press_in_message(self._world, self._courier, self.person, shown, press)
        else:
            clicks.press_in_view(self._world, self._courier, self.person, shown, press)

    def submit(self, view: View | None = None, values: Values | None = None) -> None:
        """Send a modal (the one on top), filled in by action or block id."""
        shown = self._view(view)
        given = raws(shown.payload["blocks"], values or {})
        forms.submit(self._world, self._courier, self.person, shown, given)

    def close(self, view: View | None = None) -> None:
        """Close a modal (the one on top)."""
        forms.close(self._world, self._courier, self.person, self._view(view))

    def open_home(self) -> None:
        """Look at the app's Home tab."""
        events.open_home(self._world, self._courier, self.person)

    def _place(self, channel: str | None) -> Channel:
        with self._world.lock:
            return self.channel if channel is None else self._world.channel(channel)

    def _now(self, where: Message | View) -> Message | View:
        if isinstance(where, Message):
            return self._world.channels[where.channel].messages.get(where.ts, where)
        return self._world.modals.find(view_id=where.id)

    def _view(self, view: View | None) -> View:
        with self._world.lock:
            if view is not None:
                return self._world.modals.find(view_id=view.id)
            top = self._world.modals.of(self.person.id)
        if top is None:
            raise LookupError(f"{self.person.name} has no modal open")
        return top


def found(blocks: list[Json], which: str) -> tuple[Json, Json]:
    """The element with this action id, or else with this label."""
    usable = list(interactive(blocks))
    for key in (action_of, label_of):
        for block, element in usable:
            if key(element) == which:
                return block, element
    there = ", ".join(f"{action_of(one)} ({label_of(one)})" for _, one in usable) or "nothing"
    raise LookupError(f"there is no {which!r} to click; there is {there}")


def interactive(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that has an action id, with its block."""
    for block, at in everything(blocks):
        for element, _ in elements(block, at):
            if "action_id" in element:
                yield block, element


def action_of(element: Json) -> str:
    """Its action id."""
    return str(element["action_id"])


def label_of(element: Json) -> str:
    """What stands on it."""
    words = element.get("text") or element.get("placeholder") or {}
    return str(words.get("text", ""))


def raws(blocks: list[Json], values: Values) -> Json:
    """Values by action or block id, as `inputs` takes them; LookupError for one without a field.

    Options may be named by their words, too.
    """
    placed: Json = {}
    fields = list(fields_of(blocks))
    for name, value in values.items():
        block, element = field_named(fields, name)
        placed.setdefault(block["block_id"], {})[element["action_id"]] = chosen(element, value)
    return placed


def field_named(fields: list[tuple[Json, Json]], name: str) -> tuple[Json, Json]:
    """The field with this action or block id."""
    for block, element in fields:
        if name in (element["action_id"], block["block_id"]):
            return block, element
    there = ", ".join(action_of(element) for _, element in fields) or "none"
    raise LookupError(f"there is no field {name!r}; there is {there}")


def chosen(element: Json, value: Raw) -> Raw:
    """The value of an option for its words; everything else as it is."""
    by_words = {str(one["text"]["text"]): str(one["value"]) for one in options_of(element)}
    if isinstance(value, list):
        return [by_words.get(one, one) for one in value]
    return by_words.get(value, value)
