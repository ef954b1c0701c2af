"""Slash commands."""

from muster.embedded.slack.channels import Channel
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.outgoing.courier import Courier, Receipt, form
from muster.embedded.slack.outgoing.payloads import command_fields
from muster.embedded.slack.outgoing.wording import with_mentions
from muster.embedded.slack.people import Person
from muster.embedded.slack.posting import app_message
from muster.embedded.slack.world import World


def run(world: World, courier: Courier, person: Person, channel: Channel, line: str) -> None:
    """Send `/command text` as typed by somebody in a channel; what goes wrong is told to them."""
    command, _, text = line.strip().partition(" ")
    with world.lock:
        if command not in world.app.commands:
            known = ", ".join(f"`{one}`" for one in world.app.commands)
            said = f"`{command}` is not a command here. There is {known}."
            world.whisper(person.id, channel.id, said)
            return
        sent = with_mentions(world, text, named=True) if world.app.escape_commands else text
        parcel = form(command_fields(world, person, channel, command, sent.strip()))
    courier.deliver(parcel, lambda receipt: settle(world, person, channel, line, receipt))


def settle(world: World, person: Person, channel: Channel, line: str, receipt: Receipt) -> None:
    """Show the app's answer to the person who typed the command, or what went wrong."""
    with world.lock:
        if receipt.problem:
            said = f"`{line.strip()}` failed: {receipt.problem}. `{receipt.code}`"
            world.whisper(person.id, channel.id, said)
            return
        try:
            show(world, person, channel, receipt)
        except SlackError as error:
            said = f"The app's answer to `{line.strip()}` was refused: `{error.code}`"
            world.whisper(person.id, channel.id, said)


def show(world: World, person: Person, channel: Channel, receipt: Receipt) -> None:
    """The answer's text and blocks; an empty answer shows nothing."""
    answer = receipt.json()
    if not answer and receipt.body.strip() not in (b"", b"{}"):
        answer = {"text": receipt.body.decode(errors="replace")}
    if answer:
        in_public = answer.get("response_type") == "in_channel"
        only_for = None if in_public else person.id
        world.add(app_message(world, channel, answer, only_for))
