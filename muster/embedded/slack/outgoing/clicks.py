"""Buttons, menus and inputs that tell the app at once."""

from dataclasses import dataclass, field
from typing import Any

from muster.embedded.slack.blocks.payload import everything
from muster.embedded.slack.blocks.surfaces import elements
from muster.embedded.slack.channels import Message
from muster.embedded.slack.inputs import Raw
from muster.embedded.slack.modals import View
from muster.embedded.slack.outgoing.courier import Courier, Receipt, payload
from muster.embedded.slack.outgoing.payloads import action, message_actions, view_actions
from muster.embedded.slack.people import Person
from muster.embedded.slack.world import World

Json = dict[str, Any]
CHANGED = "This has changed since you looked: the button is gone. Nothing was sent."


@dataclass(frozen=True)
class Press:
    """Which element a person used, and how.

    Attributes:
        raw: what a menu or an input says now.
        raws: what everything around it says, by block id and action id.
    """

    block_id: str
    action_id: str
    raw: Raw = ""
    raws: Json = field(default_factory=dict)


def find(blocks: list[Json], press: Press) -> tuple[Json, Json] | None:
    """The block and the element that were used, if they are still there."""
    ids = (press.block_id, press.action_id)
    for block, at in everything(blocks):
        for element, _ in elements(block, at):
            if (block.get("block_id"), element.get("action_id")) == ids:
                return block, element
    return None


def press_in_message(
    world: World,
    courier: Courier,
    person: Person,
    message: Message,
    press: Press,
) -> None:
    """Use an element of a message; what goes wrong is marked on it."""
    with world.lock:
        found = find(message.blocks, press)
        if found is None:
            mark_message(world, person, message, CHANGED)
            return
        done = [action(world, *found, press.raw)]
        content = message_actions(world, person, message, done, press.raws)

    def settle(receipt: Receipt) -> None:
        with world.lock:
            mark_message(world, person, message, sentence(receipt))

    courier.deliver(payload(content), settle)


def press_in_view(
    world: World,
    courier: Courier,
    person: Person,
    view: View,
    press: Press,
) -> None:
    """Use an element of a modal or of Home; what goes wrong is marked on it."""
    with world.lock:
        found = find(view.payload["blocks"], press)
        if found is None:
            view.mark = CHANGED
            world.changed()
            return
        done = [action(world, *found, press.raw)]
        content = view_actions(world, person, view, done, press.raws)

    def settle(receipt: Receipt) -> None:
        with world.lock:
            view.mark = sentence(receipt)
            world.changed()

    courier.deliver(payload(content), settle)


def mark_message(world: World, person: Person, message: Message, said: str) -> None:
    """Tell the person who clicked; an empty text takes the mark away."""
    message.marks.pop(person.id, None)
    if said:
        message.marks[person.id] = said
    world.changed()


def sentence(receipt: Receipt) -> str:
    """What a person should know about a click that was not acknowledged."""
    if not receipt.problem:
        return ""
    problem = receipt.problem[0].upper() + receipt.problem[1:]
    return f"{problem}. Look whether anything happened before you try again."
