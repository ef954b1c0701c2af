"""Modals that are sent or closed."""

from collections.abc import Callable
from typing import Any

from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.inputs import problems_of
from muster.embedded.slack.methods.views import checked_view, new_view, replace_payload
from muster.embedded.slack.modals import View
from muster.embedded.slack.outgoing.clicks import sentence
from muster.embedded.slack.outgoing.courier import Courier, Receipt, payload
from muster.embedded.slack.outgoing.payloads import view_closed, view_submission
from muster.embedded.slack.people import Person
from muster.embedded.slack.world import World

Json = dict[str, Any]


def submit(world: World, courier: Courier, person: Person, view: View, raws: Json) -> None:
    """Send a modal; what Slack itself finds wrong never reaches the app."""
    with world.lock:
        view.mark, view.errors = "", problems_of(view.payload["blocks"], raws)
        world.changed()
        if view.errors:
            return
        content = view_submission(world, person, view, raws)
    courier.deliver(payload(content), lambda receipt: settle(world, view, receipt))


def close(world: World, courier: Courier, person: Person, view: View) -> None:
    """Close a modal, and tell the app if it asked for that."""
    with world.lock:
        clears = bool(view.payload.get("clear_on_close"))
        if clears:
            world.modals.clear(person.id)
        else:
            world.modals.close(view)
        world.changed()
        content = view_closed(world, person, view, is_cleared=clears)
    if view.payload.get("notify_on_close"):
        courier.deliver(payload(content), lambda _: None)


def settle(world: World, view: View, receipt: Receipt) -> None:
    """Do with the modal what the app answered."""
    with world.lock:
        answer = receipt.json()
        reaction = REACTIONS.get(str(answer.get("response_action") or "close"))
        try:
            if receipt.problem:
                view.mark = sentence(receipt)
            elif reaction is None:
                view.mark = f"The app answered something unknown: {answer['response_action']}."
            else:
                reaction(world, view, answer)
        except SlackError as error:
            view.mark = f"The app's answer was refused: {error.code}."
        world.changed()


def show_errors(_world: World, view: View, answer: Json) -> None:
    """Name the mistakes beside their fields; those of fields that are not there, above."""
    errors = answer.get("errors") or {}
    known = {block["block_id"] for block in view.payload["blocks"] if block["type"] == "input"}
    view.errors = {key: str(text) for key, text in errors.items() if key in known}
    strays = sorted(set(errors) - known)
    if strays or not errors:
        view.mark = f"The app found mistakes in fields that are not here: {', '.join(strays)}."


def show_update(world: World, view: View, answer: Json) -> None:
    """Another content for the modal."""
    replace_payload(world, view, checked_view(world, answer.get("view")))


def show_push(world: World, view: View, answer: Json) -> None:
    """Another modal on top."""
    world.modals.push(new_view(world, view.person, checked_view(world, answer.get("view"))))


REACTIONS: dict[str, Callable[[World, View, Json], None]] = {
    "close": lambda world, view, _: world.modals.close(view),
    "clear": lambda world, view, _: world.modals.clear(view.person),
    "errors": show_errors,
    "update": show_update,
    "push": show_push,
}
