"""How conversations hear: each listener is told who asks, and whatever it raises is answered."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from slack_bolt import App

from bot.bot import Asked, Bot, of_click, of_modal
from bot.buttons import Action, Callback, Value, read_value
from bot.heard import heard_click, heard_modal
from bot.home import bring_up_to_date
from bot.replies import ClickReply, HomeReply, ModalReply, Reply, guarded
from bot.views.limits import REASON
from bot.views.message import Message
from bot.views.texts import in_one_line

V = TypeVar("V", bound=Value)
OnClick = Callable[[Bot, Asked, V, Reply], None]
OnModal = Callable[[Bot, Asked, V, Mapping[str, str], ModalReply], None]


def on_click(app: App, bot: Bot, action: Action, kind: type[V], listener: OnClick[V]) -> None:
    """Hear clicks on every button of this action; its value is checked before anything else."""

    def heard(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        reply = reply_to_click(bot, ack, respond, body)

        def answer() -> None:
            asked = of_click(bot, body)
            listener(bot, asked, read_value(kind, body["actions"][0].get("value")), reply)
            if is_at_home(body):
                bring_up_to_date(bot, asked)

        guarded(bot, reply, answer, heard_click(body))

    app.action(heard_as(action))(heard)


def heard_as(action: Action) -> re.Pattern[str]:
    """The ids of an action's elements, whatever tells them apart."""
    return re.compile(rf"^{re.escape(action)}(\.|$)")


def reply_to_click(bot: Bot, ack: Any, respond: Any, body: Mapping[str, Any]) -> Reply:
    """The way back to whoever clicked: beside the message, or in a window over Home."""
    if not is_at_home(body):
        return ClickReply(ack, respond)
    trigger = str(body.get("trigger_id"))
    return HomeReply(ack, lambda view: bot.slack.views_open(trigger_id=trigger, view=view))


def is_at_home(body: Mapping[str, Any]) -> bool:
    """Whether somebody clicked on the Home tab."""
    return (body.get("view") or {}).get("type") == "home"


def on_modal(app: App, bot: Bot, callback: Callback, kind: type[V], listener: OnModal[V]) -> None:
    """Hear a modal that is sent; the listener is given what its inputs say, in one line each."""

    def heard(ack: Any, body: dict[str, Any]) -> None:
        view = body["view"]
        channel, user = _channel(view), str(body["user"]["id"])
        reply = ModalReply(ack, lambda message: whisper(bot, channel, user, message))

        def answer() -> None:
            asked = of_modal(bot, body, channel)
            bound = read_value(kind, view.get("private_metadata"))
            listener(bot, asked, bound, inputs_of(view), reply)
            if not channel:
                bring_up_to_date(bot, asked)

        guarded(bot, reply, answer, heard_modal(body))

    app.view(str(callback))(heard)


def inputs_of(view: Mapping[str, Any]) -> dict[str, str]:
    """What the inputs of a modal say, by their names."""
    values = (view.get("state") or {}).get("values") or {}
    said = {
        name: element.get("value") for block in values.values() for name, element in block.items()
    }
    return {name: in_one_line(str(text or ""))[:REASON] for name, text in said.items()}


def whisper(bot: Bot, channel: str, user: str, message: Message) -> None:
    """Say something to one person in a channel."""
    if channel:
        bot.slack.chat_postEphemeral(
            channel=channel, user=user, text=message.text, blocks=message.blocks
        )


def _channel(view: Mapping[str, Any]) -> str:
    """Where the modal was opened, as it says itself; good only for answering who sent it."""
    found = re.search(r'"channel":"([CDG][A-Z0-9]{2,20})"', str(view.get("private_metadata")))
    return found[1] if found else ""
