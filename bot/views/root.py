"""The one message of a run, edited in place: what, state, since when, who, what next."""

from bot.views.blocks import actions, context, header, lines, section
from bot.views.message import Message, message
from bot.views.run_buttons import run_buttons
from bot.views.run_lines import (
    as_of_line,
    attention,
    clock_line,
    look_of,
    wave_lines,
    who_and_why,
)
from bot.views.story import Story


def root_message(story: Story) -> Message:
    """The message of the run as it stands."""
    look = look_of(story)
    title = f"{story.what}: {look.word}"
    needed = list(attention(story))
    waves = wave_lines(story)
    body = [
        header(f":{look.emoji}: {title}"),
        section("\n".join(who_and_why(story))),
        *([lines(waves)] if waves else []),
        *([lines(needed)] if needed else []),
        *actions(run_buttons(story)),
    ]
    foot = [context(clock_line(story), as_of_line(story))]
    return message(_sentence(story, title), body, foot, state=_state(story))


def _sentence(story: Story, title: str) -> str:
    done = sum(wave.state in ("succeeded", "skipped") for wave in story.view.waves)
    waves = f", {done} of {len(story.view.waves)} waves done" if story.view.waves else ""
    return f"{title}{waves}. Run {story.short}."


def _state(story: Story) -> str:
    """What is told at once when it changes: states, gates, holds; not counts."""
    view = story.view
    waves = ",".join(f"{wave.wave}={wave.state}/{wave.attempt}" for wave in view.waves)
    gates = ",".join(f"{gate.gate}/{gate.attempt}/{len(gate.approved)}" for gate in view.gates)
    held = "held" if view.hold else "lost" if view.lost_driver else ""
    return "|".join((view.state, held, waves, gates, str(story.cleanup.get("state") or "")))
