"""Board: a message that follows all runs under way."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.replies import Reply
from bot.views.answers.said import done


def typed(bot: Bot, asked: Asked, _words: Sequence[str], reply: Reply) -> None:
    """`/dr board`: the message is posted in this channel, and kept true until all runs are over."""
    reply.acknowledge()
    where = bot.boards.open(asked.channel, asked.token)
    if where == asked.channel:
        reply.say(done("the board is kept here until all runs are over"))
    elif where:
        elsewhere = "this channel takes no message of mine, so the board is kept in the bot's own"
        reply.refuse(elsewhere, "to have one here: `/invite @muster`, then ask again")
    else:
        reply.say(done("the board is posted as soon as Slack takes it"))
