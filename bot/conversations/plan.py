"""Plan: what one plan does, in a drill and in a recovery."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.conversations.start import plan_meant
from bot.replies import Reply
from bot.views.answers.plan import plan_answer
from muster.model.base import Mode
from muster.service.acting.prospect import prospect_of
from muster.service.acting.published import current_hash, published_plan


def typed(bot: Bot, _asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr plan NAME`; DRS is asked, which may take a while."""
    plan = plan_meant(bot, words)
    reply.acknowledge()
    digest = current_hash(bot.service.table, plan)
    content = published_plan(bot.service.table, plan, digest)
    known = bot.services.source_servers.listed()
    drill, real = (prospect_of(content, digest, mode, known, {}) for mode in Mode)
    reply.say(plan_answer(drill, real, bot.settings.command))
