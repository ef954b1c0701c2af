"""Home: drawn when somebody looks at it, filtered and refreshed there."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import App
from slack_sdk.errors import SlackClientError

from bot.bot import Asked, Bot, of_click, of_event
from bot.buttons import Action, OfPlan
from bot.conversations.listening import heard_as, on_click, reply_to_click
from bot.conversations.start import ask
from bot.heard import heard_click
from bot.home import show_home
from bot.replies import Reply, guarded
from bot.views.home.history import ANY, OUTCOMES
from bot.views.home.home import refused_home
from bot.words import Verb
from muster.engine.states import Mode
from muster.service.errors import MusterError, RefusedError
from muster.service.reading.filtering import RunFilter

log = logging.getLogger(__name__)
TAB = "home"


def register(app: App, bot: Bot) -> None:
    """Hear whoever opens the tab, and what is pressed there."""

    def opened(body: dict[str, Any]) -> None:
        if body["event"].get("tab") == TAB:
            _show(bot, body)

    def filtered(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        reply = reply_to_click(bot, ack, respond, body)

        def answer() -> None:
            reply.acknowledge()
            show_home(bot, of_click(bot, body), chosen(body.get("view") or {}))

        guarded(bot, reply, answer, heard_click(body))

    app.event("app_home_opened")(opened)
    app.action(heard_as(Action.FILTER))(filtered)
    app.action(heard_as(Action.REFRESH))(filtered)
    on_click(app, bot, Action.DRILL, OfPlan, _drill)


def _show(bot: Bot, body: Mapping[str, Any]) -> None:
    """Nobody waits for an answer: what goes wrong stands in the tab, or in the log."""
    try:
        try:
            show_home(bot, of_event(bot, body))
        except MusterError as error:
            user = str(body["event"].get("user"))
            view = refused_home(error.sentence, error.hint or "")
            bot.slack.views_publish(user_id=user, view=view)
    except (SlackClientError, OSError) as error:
        log.warning("Home could not be published: %s", type(error).__name__)


def chosen(view: Mapping[str, Any]) -> RunFilter:
    """What the menus of the history say. Raises `RefusedError` for what they do not offer."""
    values = (view.get("state") or {}).get("values") or {}
    said = {name: element for block in values.values() for name, element in block.items()}
    plan, mode, outcome = (_option(said, name) for name in ("plan", "mode", "outcome"))
    if mode not in ("", *Mode) or outcome not in ("", *OUTCOMES):
        raise RefusedError("this menu is not one of mine", "open Home again")
    return RunFilter(plan, mode, outcome)


def _option(said: Mapping[str, Any], name: str) -> str:
    element = said.get(f"{Action.FILTER}.{name}") or {}
    value = str((element.get("selected_option") or {}).get("value") or "")
    return "" if value == ANY else value


def _drill(bot: Bot, asked: Asked, value: OfPlan, reply: Reply) -> None:
    ask(bot, asked, Verb.DRILL, [value.plan], reply)
