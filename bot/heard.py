"""What was asked of the bot, as the book of the chat has it: short, in one line, by whose id."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.bot import Bot
from bot.views.texts import in_one_line
from muster.service.book import append
from muster.service.errors import MusterError

log = logging.getLogger(__name__)
LONGEST = 200
"""Characters of what was asked, and of what came of it; no more is kept."""

ANSWERED = "answered"


@dataclass(frozen=True)
class Heard:
    """One request: in words, by which member of which workspace; `token` tells it from others."""

    what: str
    team: str
    user: str
    token: str


def heard_command(body: Mapping[str, Any]) -> Heard:
    """A slash command."""
    said = f"command {body.get('command')} {body.get('text') or ''}"
    trigger = str(body.get("trigger_id"))
    return Heard(said, str(body.get("team_id")), str(body.get("user_id")), f"command/{trigger}")


def heard_click(body: Mapping[str, Any]) -> Heard:
    """A click; what the button carried stands there as it came, forged or not."""
    action = (body.get("actions") or [{}])[0]
    said = f"click {action.get('action_id')} {action.get('value') or ''}"
    token = f"click/{action.get('action_id')}/{action.get('action_ts')}"
    return Heard(said, *_member(body), token)


def heard_modal(body: Mapping[str, Any]) -> Heard:
    """A modal that was sent."""
    view = body.get("view") or {}
    said = f"modal {view.get('callback_id')} {view.get('private_metadata') or ''}"
    return Heard(said, *_member(body), f"view/{view.get('id')}/{view.get('hash') or ''}")


def enter(bot: Bot, heard: Heard, outcome: str) -> None:
    """Write it into the book with what came of it; a failure is logged, and hinders nobody."""
    principal = f"slack:{heard.team}/{heard.user}"
    row = {
        "fact": f"{heard.token}/{principal}",
        "text": f"{in_one_line(heard.what)[:LONGEST]}: {in_one_line(outcome)[:LONGEST]}",
        "who": principal,
        "principal": principal,
        "door": "slack",
        "at": bot.service.clock.now(),
        "execution": "",
    }
    try:
        if not append(bot.service.table, bot.acting.writer, row):
            log.warning("not entered into the book: %s", row["fact"])
    except MusterError as error:
        log.warning("not entered into the book, %s: %s", row["fact"], error.sentence)


def _member(body: Mapping[str, Any]) -> tuple[str, str]:
    user = body.get("user") or {}
    team = user.get("team_id") or (body.get("team") or {}).get("id")
    return str(team), str(user.get("id"))
