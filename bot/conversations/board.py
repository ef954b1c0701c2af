"""Board: a message that follows all runs under way."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.replies import Reply
from bot.views.answers.said import done


def typed(bot: Bot, asked: Asked, _words: Sequence[str], reply: Reply) -> None:
    """`/dr board`: the message is posted in this channel, and kept true until all runs are over."""
    reply.acknowledge()
    bot.boards.open(asked.channel, asked.token)
    reply.say(done("the board is kept here until all runs are over"))
