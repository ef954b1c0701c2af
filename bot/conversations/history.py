"""History: the latest runs, or the record of one and whether anybody has changed it."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.reading import read_story
from bot.replies import Reply
from bot.views.answers.history import SHOWN, history_answer, record_answer
from muster.service.reading.history import history
from muster.service.reading.runs import find_run, list_runs


def typed(bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr history [RUN]`."""
    if not words:
        runs = list_runs(bot.service, newest=SHOWN)
        reply.say(history_answer(runs, asked.people, bot.settings.command))
        return
    run = find_run(bot.service, words[0])
    record = history(bot.service.table, run)
    story = read_story(bot.service, bot.settings, run)
    reply.say(record_answer(story, record.rows, whole=record.is_whole))
