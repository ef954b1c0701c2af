"""The board: all runs under way in one message, the one that needs people most first."""

from collections.abc import Sequence
from typing import Any

from bot.buttons import Action, OfRun
from bot.views.blocks import button, context, header, section, section_with
from bot.views.message import Message, message
from bot.views.run.lines import clock_line, look_of, under_way
from bot.views.run.outlook import about, holder_text
from bot.views.story import Story
from bot.views.texts import code, moment, plain
from muster.engine.counts import counted
from muster.service.reading.wave_view import in_a_sentence

Json = dict[str, Any]
SHOWN = 20
"""So many runs have a paragraph and a button; the rest is counted."""


def board_message(stories: Sequence[Story], now: int) -> Message:
    """The board as it stands; once no run is under way, that."""
    if not stories:
        text = "No run is under way any more."
        return message(text, [header(f":white_check_mark: {text[:-1]}")], [_as_of(now)])
    ordered = sorted(stories, key=_rank)
    up, total = (sum(_servers(story)[n] for story in stories) for n in (0, 1))
    title = f"{under_way(len(stories))}: {up} of {counted(total, 'server')} up"
    more = len(ordered) - SHOWN
    body = [
        header(f":satellite: {title}"),
        *(_run(story) for story in ordered[:SHOWN]),
        *([section(f"… and {more} more")] if more > 0 else []),
    ]
    return message(f"{title}.", body, [_as_of(now)], state="|".join(map(_state, ordered)))


def _run(story: Story) -> Json:
    look = look_of(story)
    first = (
        f":{look.emoji}: *{story.what}*",
        look.word,
        f"operator {story.called(story.view.operator)}",
        f"run {code(story.short)}",
    )
    told = f"{' · '.join(first)}\n{blocker(story)}\n{clock_line(story)}"
    value = OfRun(run=story.view.run, epoch=story.run.epoch)
    says = f"Take over the {story.what}"
    return section_with(told, button(Action.TAKE, "Take", value, says=says))


def blocker(story: Story) -> str:
    """The one thing that most holds a run up, people before machines."""
    view, expected = story.view, story.forecast
    if view.lost_driver:
        return f":warning: nobody drives it since {moment(view.heartbeat)}: restart it"
    if view.hold:
        return f":double_vertical_bar: paused by {story.called(view.hold.by)}"
    if view.asking:
        names = ", ".join(plain(wave.wave) for wave in view.asking[:3])
        return f":rotating_light: a decision is needed: {names}"
    if view.gates:
        gate = view.gates[0]
        waited = about(view.as_of - gate.opened_at)
        return f":raised_hand: approval of {plain(gate.gate)} by {plain(gate.asked)}, {waited}"
    if expected and expected.holder:
        waits = expected.holder.waits_for
        held_up = f"held up by {holder_text(expected.holder, view.as_of)}"
        return f"{held_up}, {in_a_sentence(plain(waits))}" if waits else held_up
    return look_of(story).means or look_of(story).word


def _rank(story: Story) -> tuple[int, int]:
    view = story.view
    pressing = (view.lost_driver, bool(view.asking), bool(view.gates), bool(view.hold))
    first = next((n for n, is_so in enumerate(pressing) if is_so), len(pressing))
    return first, view.requested_at


def _servers(story: Story) -> tuple[int, int]:
    waves = story.view.waves
    return sum(wave.launched for wave in waves), sum(wave.total for wave in waves)


def _state(story: Story) -> str:
    return f"{story.short}={story.view.state}/{story.view.operator}"


def _as_of(now: int) -> Json:
    as_of = moment(now, "{time_secs}")
    return context(f"As of {as_of} · *Take* makes you the operator: whom decisions call")
