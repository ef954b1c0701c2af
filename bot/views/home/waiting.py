"""Home: what waits for this very person, with its buttons."""

from collections.abc import Iterator
from typing import Any

from bot.authorisation import may
from bot.views.blocks import actions, context, header, lines, section
from bot.views.home.sight import HomeSight
from bot.views.run.buttons import gate_buttons, restart_button, wave_buttons
from bot.views.run.gate_lines import gate_line
from bot.views.run.server_lines import failed_servers
from bot.views.story import Story
from bot.views.texts import code, plain, to_type
from bot.words import Verb
from muster.engine.counts import counted
from muster.service.reading.gate_view import GateView
from muster.service.reading.wave_view import WaveView

Json = dict[str, Any]
SHOWN = 8
"""So many things that wait have buttons here; the rest is counted."""


def waiting_part(sight: HomeSight) -> list[Json]:
    """Approvals that would count, decisions this person may make, runs that stand still."""
    found = [entry for story in sight.stories for entry in _of(sight, story)]
    return [*_found(found), *_unread(sight)]


def _found(found: list[list[Json]]) -> list[Json]:
    if not found:
        return [header("Nothing waits for you")]
    one = "One thing waits for you"
    title = one if len(found) == 1 else f"{len(found)} things wait for you"
    more = len(found) - SHOWN
    told = [section(f"… and {more} more; look at the runs below")] if more > 0 else []
    return [header(f":raised_hand: {title}"), *(b for e in found[:SHOWN] for b in e), *told]


def _unread(sight: HomeSight) -> list[Json]:
    """That something may wait where nobody looked."""
    if not sight.unread:
        return []
    older = counted(sight.unread, "older run is", "older runs are")
    finds = f"{to_type(f'{sight.command} approve')} finds what waits there"
    return [context(f"{older} under way, too, and not looked at here: {finds}")]


def _of(sight: HomeSight, story: Story) -> Iterator[list[Json]]:
    me, mode, plan = sight.person, story.view.mode, story.view.plan
    if may(me, Verb.APPROVE, mode, plan):
        mine = (gate for gate in story.view.gates if me.person in gate.may)
        yield from (_gate(story, gate) for gate in mine)
    if may(me, Verb.RETRY, mode, plan):
        yield from (_wave(story, wave) for wave in story.view.asking)
    if may(me, Verb.RESTART, mode, plan) and story.view.lost_driver:
        told = f"*{story.what}* {code(story.short)} stands still: nobody drives it"
        yield [section(told), *actions(restart_button(story))]


def _gate(story: Story, gate: GateView) -> list[Json]:
    told = f"*{story.what}* {code(story.short)}\n{gate_line(story, gate)}"
    why = f"\nReason: {plain(story.view.reason)}" if story.view.reason else ""
    by = f"\nStarted by {story.called(story.view.requester)} · {counted(gate.servers, 'server')}"
    return [section(f"{told}{by}{why}"), *actions(gate_buttons(story, gate))]


def _wave(story: Story, wave: WaveView) -> list[Json]:
    told = f"*{story.what}* {code(story.short)}\n*Decision needed: {plain(wave.wave)}*"
    failed, more = failed_servers(story, wave)
    listed = lines([told, *(failed or [plain(wave.reason)])], beyond=more)
    return [listed, *actions(wave_buttons(story, wave))]
