"""Who am I: the person, the roles, and what they allow."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.replies import Reply
from bot.views.answers.whoami import whoami_answer


def typed(bot: Bot, asked: Asked, _words: Sequence[str], reply: Reply) -> None:
    """`/dr whoami`."""
    reply.say(whoami_answer(asked.person, asked.team, asked.user, bot.settings.command))
