"""History: the latest runs, of a kind if wanted, or the record of one, judged."""

from collections.abc import Iterable, Sequence

from bot.bot import Asked, Bot
from bot.reading import names_a_run, read_story
from bot.replies import Reply
from bot.views.answers.history import SHOWN, history_answer, record_answer
from muster.engine.states import Mode
from muster.model.suggestions import closest
from muster.service.errors import RefusedError
from muster.service.reading.filtering import OUTCOMES, RunFilter, runs_that_fit
from muster.service.reading.history import history
from muster.service.reading.plans import published_plans
from muster.service.reading.runs import find_run

MODES = {
    "drill": Mode.DRILL,
    "drills": Mode.DRILL,
    "recovery": Mode.RECOVERY,
    "recoveries": Mode.RECOVERY,
}
ALSO = {"failed": "unsuccessful", "running": "active"}
"""What people say instead of the words of `OUTCOMES`."""


def typed(bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr history [RUN]`, `/dr history payments drills failed`."""
    plans = [plan.plan for plan in published_plans(bot.service)]
    if words and names_a_run(words[0]) and words[0] not in plans:
        run = find_run(bot.service, words[0])
        record = history(bot.service.table, run)
        story = read_story(bot.service, bot.settings, run)
        reply.say(record_answer(story, record.rows, whole=record.is_whole))
        return
    wanted = filter_meant(words, plans)
    runs = runs_that_fit(bot.service, wanted, SHOWN)
    reply.say(history_answer(runs, asked.people, bot.settings.command, words))


def filter_meant(words: Sequence[str], plans: Iterable[str]) -> RunFilter:
    """What the words filter by. Raises `RefusedError` for one that is no such word."""
    listed, found = list(plans), dict[str, str]()
    for word in words:
        low = word.casefold()
        if word in listed:
            found["plan"] = word
        elif low in MODES:
            found["mode"] = MODES[low]
        elif ALSO.get(low, low) in OUTCOMES:
            found["outcome"] = ALSO.get(low, low)
        else:
            raise _unknown(word, [*listed, *MODES, *OUTCOMES, *ALSO])
    return RunFilter(**found)


def _unknown(word: str, known: Sequence[str]) -> RefusedError:
    best = closest(word, known)
    hint = f"did you mean `{best}`?" if best else f"there is {', '.join(known[:12])}"
    return RefusedError(f"{word[:40]} is no run, plan, mode or outcome here", hint)
