"""Plans: what can be run here."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.reading import LOOKED_THROUGH
from bot.replies import Reply
from bot.views.answers.plans import Tested, plans_answer
from muster.service.reading.drills import last_drills
from muster.service.reading.plans import published_plans
from muster.service.reading.runs import list_runs


def typed(bot: Bot, _asked: Asked, _words: Sequence[str], reply: Reply) -> None:
    """`/dr plans`."""
    plans = published_plans(bot.service)
    newest = list_runs(bot.service, newest=LOOKED_THROUGH)
    tested = Tested(
        latest={run.plan: run for run in reversed(newest)},
        drills=last_drills(bot.service, (plan.plan for plan in plans)),
        now=bot.service.clock.now(),
        stale=bot.settings.stale,
    )
    reply.say(plans_answer(plans, tested, bot.settings.command))
