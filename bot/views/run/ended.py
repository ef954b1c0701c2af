"""Failed, finished: the verdict, what was measured, the waves in a table."""

from typing import Any

from bot.views import limits
from bot.views.answers.said import in_full
from bot.views.blocks import actions, context, header, section, table
from bot.views.message import Message, message
from bot.views.run.buttons import cleanup_button, restart_button
from bot.views.run.cleaning import cleanup_line
from bot.views.run.lines import as_of_line, way_back
from bot.views.states import RUNS, UNKNOWN, WAVES
from bot.views.story import Story
from bot.views.texts import moment, to_type
from muster.engine.counts import counted
from muster.engine.states import Mode
from muster.engine.verdict import duration
from muster.service.reading.wave_view import WaveView

Json = dict[str, Any]
HEAD = ("Wave", "State", "Servers", "Took", "Attempts")
NUMBERS = (2, 3, 4)


def ended_message(story: Story) -> Message:
    """How the run ended."""
    view = story.view
    look = RUNS.get(view.state, UNKNOWN)
    title = f"{story.what}: {look.word}"
    verdict = in_full(view.verdict) if view.verdict else ""
    body = [
        header(f":{look.emoji}: {title}"),
        section("\n".join(line for line in (verdict, *_measured(story)) if line) or title),
        *wave_table(story),
        *([section(told)] if (told := "\n".join(_after(story))) else []),
        *actions([*restart_button(story), *cleanup_button(story)]),
        context(as_of_line(story)),
    ]
    return message(f"{title}. {verdict}", body, state=f"{view.state}/{story.cleanup.get('state')}")


def wave_table(story: Story) -> list[Json]:
    """The waves, as many as a table takes."""
    rows = [_row(wave) for wave in story.view.waves]
    room = limits.TABLE_ROWS - 1
    more = counted(len(rows) - room, "more wave")
    beyond = [context(f"… and {more}: {to_type(f'muster run status {story.short}')}")]
    shown = [table(HEAD, rows[:room], NUMBERS)] if rows else []
    return [*shown, *(beyond if len(rows) > room else [])]


def _row(wave: WaveView) -> tuple[str, ...]:
    took = max(wave.ended_at - wave.started_at, 0) if wave.started_at and wave.ended_at else 0
    return (
        wave.wave,
        WAVES.get(wave.state, UNKNOWN).word,
        f"{wave.launched}/{wave.total}" if wave.total else "–",  # noqa: RUF001 - a dash in a table
        duration(took) if took else "–",  # noqa: RUF001 - likewise
        str(wave.attempt),
    )


def _measured(story: Story) -> list[str]:
    view = story.view
    started, ended = moment(view.requested_at), moment(view.ended_at)
    told = f"From {started} to {ended} · started by {story.called(view.requester)}"
    if not view.achieved_rpo:
        return [told]
    kept = "kept" if view.achieved_rpo <= view.rpo else "missed"
    against = f", RPO {duration(view.rpo)} {kept}" if view.rpo else ""
    return [told, f"Oldest data used: {duration(view.achieved_rpo)} old at the start{against}"]


def _after(story: Story) -> list[str]:
    look = RUNS.get(story.view.state, UNKNOWN)
    launched = any(wave.launched for wave in story.view.waves)
    live = story.view.mode == Mode.RECOVERY and launched
    stay = "The recovery instances stay: they are production now." if live else ""
    return [line for line in (look.means, *way_back(story), stay, *cleanup_line(story)) if line]
