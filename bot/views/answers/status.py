"""`/dr status`, when no run is named."""

from collections.abc import Iterator, Sequence

from bot.views.blocks import context, header, lines, section
from bot.views.message import Message, message
from bot.views.run.lines import attention, clock_line, look_of
from bot.views.story import Story
from bot.views.texts import code, to_type

SHOWN = 15


def status_answer(stories: Sequence[Story], command: str) -> Message:
    """The runs that are not over, in some lines each."""
    if not stories:
        text = "No run is under way."
        return message(text, [section(text)])
    told = [line for story in stories[:SHOWN] for line in _lines(story)]
    title = "One run is under way" if len(stories) == 1 else f"{len(stories)} runs are under way"
    hint = context(f"{to_type(f'{command} status RUN')} shows one with its buttons")
    return message(f"{title}.", [header(title), lines(told), hint])


def _lines(story: Story) -> Iterator[str]:
    look = look_of(story)
    yield f":{look.emoji}: *{story.what}* · {look.word} · run {code(story.short)}"
    yield f"      {clock_line(story)}"
    yield from (f"      {line}" for line in attention(story))
