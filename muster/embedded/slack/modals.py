"""Modals that are open, one stack a person, and the Home tab of each."""

from dataclasses import dataclass, field
from typing import Any

from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.people import TEAM, App

Json = dict[str, Any]
DEEPEST = 3


@dataclass
class View:
    """One modal or Home tab as a person sees it.

    Attributes:
        payload: the view as the app sent it, with ids filled in.
        errors: by block id, what the app found wrong with the last submission.
        mark: what went wrong with the last thing done in it, for the person to read.
    """

    id: str
    person: str
    payload: Json
    hash: str
    root: str
    previous: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    mark: str = ""

    @property
    def title(self) -> str:
        """The title of a modal; empty on Home."""
        return str(self.payload.get("title", {}).get("text", ""))


@dataclass
class Modals:
    """The open views of everybody."""

    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)

    def of(self, person: str) -> View | None:
        """The modal on top, or None."""
        stack = self.stacks.get(person)
        return stack[-1] if stack else None

    def all(self) -> list[View]:
        """Every view there is."""
        return [view for stack in self.stacks.values() for view in stack] + [*self.homes.values()]

    def find(self, *, view_id: object = None, external_id: object = None) -> View:
        """The view with this id; SlackError `not_found`."""
        for view in self.all():
            if view_id and view.id == view_id:
                return view
            if external_id and view.payload.get("external_id") == external_id:
                return view
        raise SlackError("not_found")

    def refuse_taken_external_id(self, payload: Json) -> None:
        """SlackError `duplicate_external_id` if another open view has it."""
        external_id = payload.get("external_id")
        if external_id and any(v.payload.get("external_id") == external_id for v in self.all()):
            raise SlackError("duplicate_external_id")

    def open(self, view: View) -> None:
        """Show a modal instead of whatever is open."""
        self.stacks[view.person] = [view]

    def push(self, view: View) -> None:
        """Show a modal on top; SlackError `push_limit_reached` beyond three."""
        stack = self.stacks.get(view.person, [])
        if not stack:
            raise SlackError("invalid_trigger_id")
        if len(stack) >= DEEPEST:
            raise SlackError("push_limit_reached")
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)

    def close(self, view: View) -> None:
        """Take a modal away and show what was below it."""
        stack = self.stacks.get(view.person, [])
        if view in stack:
            del stack[stack.index(view) :]

    def clear(self, person: str) -> None:
        """Take away everything that is open."""
        self.stacks.pop(person, None)


def view_json(view: View, app: App, values: Json | None = None) -> Json:
    """A view as the Web API and the interactions show it."""
    defaults: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "title": None,
        "close": None,
        "submit": None,
    }
    return {
        **defaults,
        **view.payload,
        "id": view.id,
        "team_id": TEAM,
        "state": {"values": values or {}},
        "hash": view.hash,
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": app.app_id,
        "bot_id": app.bot_id,
    }
