"""The waves of a run as Slack's `plan` block: one task a wave.

Source: docs.slack.dev/reference/block-kit/blocks, "Plan" and "Task card". A task has one of four
states, so the exact one stands in its title.
"""

from collections.abc import Iterator
from typing import Any

from bot.views.blocks import context
from bot.views.links import wave_links
from bot.views.run.wave_lines import wave_parts, waves_done, waves_shown
from bot.views.story import Story
from bot.views.texts import utc
from muster.engine.states import WAVE_ACTIVE, WAVE_ASKING, WAVE_DONE
from muster.service.reading.wave_view import WaveView

Json = dict[str, Any]
PENDING, UNDER_WAY, COMPLETE, ERROR = "pending", "in_progress", "complete", "error"


def plan_of_waves(story: Story) -> list[Json]:
    """The plan, and a line for the waves that do not fit; nothing of a run without waves."""
    shown, rest = waves_shown(story)
    if not shown:
        return []
    tasks = [_task(story, wave) for wave in shown]
    made = {"type": "plan", "title": waves_done(story), "tasks": tasks}
    return [made, *([context(rest)] if rest else [])]


def _task(story: Story, wave: WaveView) -> Json:
    made: Json = {
        "type": "task_card",
        "task_id": wave.wave,
        "title": " · ".join(part for part in wave_parts(wave) if part),
        "status": _status(wave),
    }
    if wave.state in WAVE_ACTIVE and wave.since:
        made["details"] = _since(wave.since)
    sources = [] if wave.state in WAVE_DONE else list(_sources(story, wave))
    return made | ({"sources": sources} if sources else {})


def _status(wave: WaveView) -> str:
    if wave.state in WAVE_DONE:
        return COMPLETE
    if wave.state in WAVE_ASKING:
        return ERROR
    return UNDER_WAY if wave.state in WAVE_ACTIVE else PENDING


def _since(at: int) -> Json:
    """`since 09:41`, in the reader's own time zone."""
    date: Json = {"type": "date", "timestamp": at, "format": "{time}", "fallback": utc(at)}
    elements = [{"type": "text", "text": "since "}, date]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }


def _sources(story: Story, wave: WaveView) -> Iterator[Json]:
    for url, words in wave_links(story, wave):
        yield {"type": "url", "url": url, "text": words}
