"""Whatever nobody else hears: buttons and modals of another version of the bot, or forged ones."""

import re
from typing import Any

from slack_bolt import App

from bot.bot import Bot
from bot.conversations.listening import reply_to_click
from bot.heard import heard_click
from bot.replies import guarded
from muster.service.errors import RefusedError

EVERYTHING = re.compile(r".*", re.DOTALL)


def register(app: App, bot: Bot) -> None:
    """Hear everything else; to be registered last."""

    def clicked(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        reply = reply_to_click(bot, ack, respond, body)
        guarded(bot, reply, _refuse, heard_click(body))

    def sent(ack: Any) -> None:
        ack()

    app.action(EVERYTHING)(clicked)
    app.view(EVERYTHING)(sent)
    app.view_closed(EVERYTHING)(sent)


def _refuse() -> None:
    raise RefusedError("this button is out of date", "look at the run: `/dr status`")
