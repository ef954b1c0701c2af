"""Home: the runs that are not over."""

from typing import Any

from bot.views.blocks import header, lines, section
from bot.views.home.sight import HomeSight
from bot.views.run.lines import attention, clock_line, look_of, under_way
from bot.views.story import Story
from bot.views.texts import code

Json = dict[str, Any]
SHOWN = 10


def active_part(sight: HomeSight) -> list[Json]:
    """A paragraph a run."""
    if not sight.stories:
        return [header("No run is under way")]
    count = len(sight.stories) + sight.unread
    more = count - SHOWN
    told = [section(f"… and {more} more")] if more > 0 else []
    return [header(under_way(count)), *(_run(story) for story in sight.stories[:SHOWN]), *told]


def _run(story: Story) -> Json:
    look = look_of(story)
    first = f":{look.emoji}: *{story.what}* · {look.word} · run {code(story.short)}"
    return lines([first, clock_line(story), *attention(story)])
