"""What has changed between two looks at a run, a line a change. Pure."""

from collections.abc import Iterator

from muster.entrypoints.cli.run.arguments import short
from muster.entrypoints.cli.times import time_of_day
from muster.service.reading.run_view import RunView
from muster.service.reading.wave_view import WaveView, in_a_sentence


def changes(before: RunView | None, after: RunView) -> Iterator[str]:
    """The lines, each with the time of the look; everything, if there was no look before."""
    at = time_of_day(after.as_of)
    yield from (f"{at} {line}" for line in _changes(before, after))


def _changes(before: RunView | None, after: RunView) -> Iterator[str]:
    if before is None or before.state != after.state:
        yield f"{after.mode} of {after.plan}: {after.state}"
    if after.hold != (before.hold if before else None):
        yield f"paused by {after.hold.by}" if after.hold else "resumed"
    known = {wave.wave: wave for wave in before.waves} if before else {}
    for wave in after.waves:
        yield from _wave(known.get(wave.wave), wave)
    open_before = {(gate.gate, gate.attempt) for gate in before.gates} if before else set()
    for gate in after.gates:
        if (gate.gate, gate.attempt) not in open_before:
            ready = f"muster run approve {short(after.run)} --gate {gate.gate}"
            yield f"approval needed of {gate.asked}, gate {gate.gate}: {ready}"
    if after.lost_driver and not (before and before.lost_driver):
        yield f"the run has lost its driver: muster run restart {short(after.run)}"


def _wave(before: WaveView | None, after: WaveView) -> Iterator[str]:
    if before is not None and _told(before) == _told(after):
        return
    servers = f" {after.launched}/{after.total}" if after.total else ""
    waits = f", {in_a_sentence(after.waits_for)}" if after.waits_for else ""
    yield f"wave {after.wave}: {after.state}{servers}{waits}"
    if after.asks and after.reason:
        yield f"wave {after.wave}: {after.reason}"


def _told(wave: WaveView) -> tuple[object, ...]:
    return wave.state, wave.attempt, wave.launched, wave.failed
