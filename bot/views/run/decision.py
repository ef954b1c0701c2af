"""Decision needed: what is missing of a wave and what can be done; afterwards, what was done."""

from collections.abc import Sequence
from typing import Any

from bot.views.answers.said import in_full
from bot.views.blocks import actions, context, header, lines, section
from bot.views.message import Message, message
from bot.views.run.buttons import wave_buttons
from bot.views.run.lines import operator_called
from bot.views.run.server_lines import failed_servers, is_sick
from bot.views.story import Story
from bot.views.texts import moment, plain, to_type
from muster.engine.states import WaveState
from muster.service.reading.history import Row
from muster.service.reading.wave_view import WaveView

Json = dict[str, Any]
DONE = {
    "retry": ("arrows_counterclockwise", "Retried"),
    "skip": ("fast_forward", "Skipped"),
    "abort": ("octagonal_sign", "Aborted"),
}
SETTLED = ("heavy_check_mark", "Settled")


def decision_message(story: Story, wave: WaveView) -> Message:
    """What is missing of a wave that waits for a decision, and what can be done about it."""
    name = plain(wave.wave)
    found, more = failed_servers(story, wave)
    reason = _reason(wave, found)
    called = operator_called(story)
    body = [
        header(f":rotating_light: Decision needed: {wave.wave}"),
        section(f"{called} {story.what}: {reason}".strip()),
        *([lines(found, beyond=more)] if found else []),
        _choices(wave),
        *actions(wave_buttons(story, wave)),
        context(f"Also: {to_type(f'muster run retry {story.short} {wave.wave}')}"),
        *([context(_one_server(story))] if found else []),
    ]
    text = f"Decision needed: {name}. {story.what}: {reason} Retry, skip or abort? {called}".strip()
    return message(text, body, state=f"asking/{wave.state}")


def _choices(wave: WaveView) -> Json:
    return lines(
        [
            f"*Retry*: {_again(wave)}",
            "*Skip*: the waves that need it go on without what is missing",
            "*Abort*: the run ends here; nothing that runs is killed",
        ]
    )


def _one_server(story: Story) -> str:
    command = story.doors.command
    again, adopt = (to_type(f"{command} {verb} SERVER") for verb in ("relaunch", "adopt"))
    return f"One server alone: {again} destroys what it has, {adopt} takes what it has"


def _reason(wave: WaveView, listed: Sequence[str]) -> str:
    """Why; without what it says of each server, if those are listed with it."""
    why = wave.reason or f"wave {wave.wave} is {wave.state}"
    return in_full(why.partition(": ")[0] if listed else why)


def _again(wave: WaveView) -> str:
    if wave.state in (WaveState.REJECTED, WaveState.EXPIRED):
        return f"asks for the approval again, attempt {wave.attempt + 1}"
    missing = wave.total - wave.launched
    sick = sum(map(is_sick, wave.servers))
    again = f"checks the {sick} that are not healthy again, launches those that are gone"
    checks = again if sick else "runs it again"
    what = f"launches the {missing} missing again" if missing else checks
    return f"{what}, attempt {wave.attempt + 1}; what is there stays"


def settled_message(story: Story, wave: WaveView, attempt: int) -> Message:
    """What became of a decision that is not asked for any more."""
    row = _who_settled(story, wave, attempt)
    verb = row.text.split(maxsplit=1)[0].rstrip(":") if row else ""
    emoji, word = DONE.get(verb, SETTLED)
    by = f" by {story.called(row.who)} {moment(row.at)}" if row else ""
    told = f"{word}{by}: {story.what}, wave {plain(wave.wave)} after attempt {attempt}."
    said = f"\n“{plain(row.text.partition(': ')[2])}”" if row else ""
    title = f"{word}: {wave.wave}"
    body = [header(f":{emoji}: {title}"), section(told + said)]
    return message(f"{title}. {told}", body, state="settled")


def _who_settled(story: Story, wave: WaveView, attempt: int) -> Row | None:
    """The newest row of the record that answers for this attempt, whether it names the wave."""
    name = wave.wave
    again = f"wave {name} is tried again, attempt {attempt + 1}:"
    skipped = f"wave {name} is skipped;"
    ended = (f"skip {name}:", f"abort {name}:", f"skip: {skipped}", "abort:")
    begins = (f"retry {name}: {again}", f"retry: {again}", *(ended * (attempt == wave.attempt)))
    found = (row for row in reversed(story.rows) if row.text.startswith(begins))
    return next(found, None)
