"""Before a server is adopted or launched again: what that does to which instance."""

from typing import Any

from bot.buttons import Callback, Input, OfServer
from bot.views.answers.said import in_full
from bot.views.blocks import modal, section, text_input
from bot.views.texts import code, plain
from muster.service.reading.wave_view import ServerView

Json = dict[str, Any]
TITLES = {"adopt": "Adopt a server", "relaunch": "Launch a server again"}
FOLLOWS = {
    "adopt": "Nothing is launched and nothing is destroyed. A clean-up leaves the instance alone,"
    " unless this drill launched it.",
    "relaunch": "What stands on a destroyed instance is lost. Other servers are not touched.",
}


def server_modal(what: str, server: ServerView, foreseen: str, bound: OfServer) -> Json:
    """The modal of `/dr adopt` and `/dr relaunch`; a destroyed instance has to be typed."""
    destroys = bound.verb == "relaunch" and bool(bound.instance)
    named = f"{code(server.name or server.server)} {code(server.server)}"
    told = f"{what}, server {named}.\n{in_full(foreseen)}\n{FOLLOWS[bound.verb]}"
    confirm = text_input(
        Input.NAME,
        "Type the id of the instance that is destroyed",
        hint=f"{plain(bound.instance)}, exactly as it stands here",
    )
    return modal(
        TITLES[bound.verb],
        [
            section(told),
            *([confirm] if destroys else []),
            text_input(Input.REASON, "Reason", hint="For the record.", optional=True),
        ],
        callback=Callback.SERVER,
        submit=bound.verb.capitalize(),
        close="No, leave it",
        metadata=bound.text(),
    )
