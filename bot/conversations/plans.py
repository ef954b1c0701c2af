"""Plans: what can be run here."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.reading import LOOKED_THROUGH
from bot.replies import Reply
from bot.views.answers.plans import plans_answer
from muster.service.reading.plans import published_plans
from muster.service.reading.runs import list_runs


def typed(bot: Bot, _asked: Asked, _words: Sequence[str], reply: Reply) -> None:
    """`/dr plans`."""
    newest = list_runs(bot.service, newest=LOOKED_THROUGH)
    latest = {run.plan: run for run in reversed(newest)}
    reply.say(plans_answer(published_plans(bot.service), latest, bot.settings.command))
