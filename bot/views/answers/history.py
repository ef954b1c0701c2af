"""`/dr history`, and `/dr history RUN`."""

from collections.abc import Sequence

from bot.views.blocks import context, header, lines, section
from bot.views.limits import SECTION, newest
from bot.views.message import Message, message
from bot.views.notes import row_line
from bot.views.states import RUNS, UNKNOWN
from bot.views.story import MODE_WORDS, SHORT, Story, called
from bot.views.texts import code, moment, plain, to_type
from muster.engine.counts import counted
from muster.engine.states import Mode
from muster.engine.verdict import duration
from muster.model.people import People
from muster.service.reading.history import Row
from muster.service.reading.runs import ListedRun

SHOWN = 15
NEWEST = 25
ROOM_BEFORE = 50
"""Characters kept for the line that counts the rows before those that are shown."""


def history_answer(
    runs: Sequence[ListedRun], people: People | None, command: str, words: Sequence[str] = ()
) -> Message:
    """The latest runs; `words` are what they were filtered by."""
    if not runs:
        like = f"There is no run like {plain(' '.join(words))}."
        text = like if words else "There is no run yet."
        return message(text, [section(text)])
    told = [run_line(run, people) for run in runs[:SHOWN]]
    one, some = to_type(f"{command} history RUN"), to_type(f"{command} history PLAN drills failed")
    hint = context(f"{one} shows the record of one, {some} only runs like that")
    title = f"The latest runs: {' '.join(words)}" if words else "The latest runs"
    return message(f"The last {counted(len(told), 'run')}", [header(title), lines(told), hint])


def run_line(run: ListedRun, people: People | None) -> str:
    """One run of the list: what, how it ended, when, how long, by whom."""
    look = RUNS.get(run.state, UNKNOWN)
    parts = (
        f":{look.emoji}: {MODE_WORDS[Mode(run.mode)]} of *{plain(run.plan)}*",
        look.word,
        moment(run.requested_at, "{date_short} {time}"),
        duration(max(run.ended_at - run.requested_at, 0)) if run.ended_at else "",
        f"by {called(people, run.requester)}" if run.requester else "",
        code(run.run[:SHORT]),
    )
    return " · ".join(part for part in parts if part)


def record_answer(story: Story, rows: Sequence[Row], *, whole: bool) -> Message:
    """The record of one run, and whether anybody has changed it."""
    shown = newest([row_line(story, row) for row in rows[-NEWEST:]], SECTION - ROOM_BEFORE)
    left = counted(len(rows) - len(shown), "row")
    before = [f"… {left} before these"] if len(rows) > len(shown) else []
    judged = (
        f"{counted(len(rows), 'row')}, each with the hash of the row before: nothing was changed."
        if whole
        else ":rotating_light: *A row is not what was written, or one is missing.*"
    )
    body = [header(f"Record of run {story.short}"), lines([*before, *shown]), context(judged)]
    return message(f"The record of run {story.short}, {story.what}", body)
