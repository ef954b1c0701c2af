"""The one message of a run, edited in place: what, state, since when, who, what next."""

from bot.views.blocks import actions, context, header, lines, section
from bot.views.message import Message, message
from bot.views.run.buttons import run_buttons
from bot.views.run.lines import as_of_line, attention, clock_line, look_of, who_and_why
from bot.views.run.outlook import held_up_line, outlook_line
from bot.views.run.plan_block import plan_of_waves
from bot.views.run.wave_lines import wave_lines, waves_done
from bot.views.story import Story


def root_message(story: Story) -> Message:
    """The message of the run as it stands."""
    look = look_of(story)
    title = f"{story.what}: {look.word}"
    needed = list(attention(story))
    before = [
        header(f":{look.emoji}: {title}"),
        section("\n".join([*who_and_why(story), *held_up_line(story)])),
    ]
    after = [*([lines(needed)] if needed else []), *actions(run_buttons(story))]
    listed = wave_lines(story)
    in_lines = [*before, *([lines(listed)] if listed else []), *after]
    in_plan = [*before, *plan_of_waves(story), *after] if story.plan_block else in_lines
    foot = [context(clock_line(story), outlook_line(story)), context(as_of_line(story))]
    told = _sentence(story, title)
    return message(told, in_plan, foot, state=_state(story), instead=in_lines)


def _sentence(story: Story, title: str) -> str:
    waves = f", {waves_done(story)}" if story.view.waves else ""
    return f"{title}{waves}. Run {story.short}."


def _state(story: Story) -> str:
    """What is told at once when it changes: states, gates, holds; not counts."""
    view = story.view
    waves = ",".join(f"{wave.wave}={wave.state}/{wave.attempt}" for wave in view.waves)
    gates = ",".join(f"{gate.gate}/{gate.attempt}/{len(gate.approved)}" for gate in view.gates)
    held = "held" if view.hold else "lost" if view.lost_driver else ""
    return "|".join((view.state, held, waves, gates, str(story.cleanup.get("state") or "")))
