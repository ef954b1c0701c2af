"""What starting one plan and starting several have in common."""

from collections.abc import Mapping, Sequence

from slack_sdk.errors import SlackApiError

from bot.bot import Bot
from bot.buttons import Input
from bot.replies import ModalReply
from bot.words import Verb
from muster.engine.points import point_asked
from muster.engine.states import Mode
from muster.model.suggestions import suggestion
from muster.service.errors import RefusedError
from muster.service.reading.plans import published_plans

MODES = {Verb.DRILL: Mode.DRILL, Verb.RECOVER: Mode.RECOVERY}
VERBS = {mode: verb for verb, mode in MODES.items()}
CLOSED = "not_found"
"""What Slack says of a modal that somebody has closed in the meantime."""


def fill(bot: Bot, view_id: str, view: dict[str, object]) -> None:
    """Give a modal that is open its content."""
    try:
        bot.slack.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if error.response.get("error") != CLOSED:
            raise


def point_said(bot: Bot, said: Mapping[str, str], reply: ModalReply) -> str | None:
    """The point in time that was typed; None: it is none, and the window says so."""
    try:
        return point_asked(said.get(Input.POINT, "").strip(), bot.acting.clock.now())
    except ValueError as error:
        reply.correct(**{Input.POINT: f"{error}. Nothing was started."})
        return None


def plan_meant(bot: Bot, words: Sequence[str]) -> str:
    """The plan that the first word names, or the only one. Raises `RefusedError`."""
    known = [entry.plan for entry in published_plans(bot.service)]
    if not words and len(known) == 1:
        return known[0]
    if not words:
        raise RefusedError("which plan?", _listed(known))
    return _known(words[0], known)


def plans_meant(bot: Bot, words: Sequence[str]) -> list[str]:
    """The plans that the words name, each once. Raises `RefusedError`."""
    known = [entry.plan for entry in published_plans(bot.service)]
    return [_known(word, known) for word in dict.fromkeys(words)]


def _known(word: str, known: Sequence[str]) -> str:
    if word not in known:
        raise RefusedError(f"there is no plan {word}", suggestion(word, known) or _listed(known))
    return word


def _listed(known: Sequence[str]) -> str:
    return f"the plans here: {', '.join(known)}" if known else "no plan is published here"
