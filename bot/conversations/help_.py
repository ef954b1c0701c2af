"""Help: what can be typed."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.replies import Reply
from bot.views.answers.help_ import help_answer


def typed(bot: Bot, _asked: Asked, _words: Sequence[str], reply: Reply) -> None:
    """`/dr help`."""
    reply.say(help_answer(bot.settings.command))
