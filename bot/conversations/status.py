"""Status: how one run stands, or all that are not over."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.reading import read_story, runs_under_way
from bot.replies import Reply
from bot.views.answers.status import SHOWN, status_answer
from bot.views.run.root import root_message
from muster.service.reading.runs import find_run


def typed(bot: Bot, _asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr status [RUN]`; one run comes with its buttons."""
    if words:
        run = find_run(bot.service, words[0])
        reply.say(root_message(read_story(bot.service, bot.settings, run)).plainer)
        return
    runs = runs_under_way(bot.service)
    stories = [read_story(bot.service, bot.settings, run) for run in runs[:SHOWN]]
    one = root_message(stories[0]).plainer if len(stories) == 1 else None
    beyond = len(runs) - len(stories)
    reply.say(one or status_answer(stories, bot.settings.command, beyond=beyond))
