"""`/dr status`, when no run is named."""

from collections.abc import Iterator, Sequence

from bot.views.blocks import context, header, lines, section
from bot.views.limits import MORE
from bot.views.message import Message, message
from bot.views.run.lines import attention, clock_line, look_of, under_way
from bot.views.story import Story
from bot.views.texts import code, to_type

SHOWN = 15
NEEDED = 4
"""So much of what somebody has to know or do is said of each run here."""


def status_answer(stories: Sequence[Story], command: str, *, beyond: int = 0) -> Message:
    """The runs that are not over, in some lines each; `beyond` these, so many are not read."""
    if not stories:
        text = "No run is under way."
        return message(text, [section(text)])
    told = ["\n".join(_lines(story)) for story in stories]
    title = under_way(len(stories) + beyond)
    hint = context(f"{to_type(f'{command} status RUN')} shows one with its buttons")
    return message(f"{title}.", [header(title), lines(told, beyond=beyond), hint])


def _lines(story: Story) -> Iterator[str]:
    look = look_of(story)
    yield f":{look.emoji}: *{story.what}* · {look.word} · run {code(story.short)}"
    yield f"      {clock_line(story)}"
    needed = list(attention(story))
    yield from (f"      {line}" for line in needed[:NEEDED])
    if len(needed) > NEEDED:
        yield f"      {MORE.format(len(needed) - NEEDED)}"
