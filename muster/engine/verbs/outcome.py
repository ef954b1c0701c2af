"""What a verb is given and what it answers."""

from dataclasses import dataclass

from muster.engine.cleaning import CLEANED_UP
from muster.engine.items import Run, Wave
from muster.engine.lease import has_lost_driver
from muster.engine.states import RunState, WaveState
from muster.engine.writes import Write


@dataclass(frozen=True)
class Ask:
    """One person's wish; `now` in epoch seconds, UTC.

    `entry_ended`: the run's execution is over; `cleaned_up`: so are the instances of the drill.
    `published`: the version of the plan that its documents carry out now; empty: not known.
    """

    run: Run
    waves: tuple[Wave, ...]
    who: str
    now: int
    wave: str = ""
    reason: str = ""
    entry_ended: bool = False
    cleaned_up: bool = False
    published: str = ""

    @property
    def needs_driver(self) -> bool:
        """Whether nobody drives the run: its heartbeat is old, or its entry execution is over."""
        stalled = self.run.state == RunState.STALLED
        return stalled or self.entry_ended or has_lost_driver(self.run, self.now)


@dataclass(frozen=True)
class Outcome:
    """The answer: a sentence, and what has to be done for it to become true.

    Refused means that nothing is done; the sentence then says why, and what would help.
    """

    text: str
    writes: tuple[Write, ...] = ()
    refused: bool = False
    start_driver: bool = False
    stop: str = ""


def stays_over(ask: Ask) -> Outcome | None:
    """The refusal to open an ended run again: what it launched is gone, or its plan has changed."""
    if ask.cleaned_up:
        return refuse(CLEANED_UP)
    if ask.published not in ("", ask.run.hash):
        was = f"version {ask.run.hash[:12]}"
        return refuse(f"the plan was published anew; go back to {was}, or start a new run")
    return None


def refuse(text: str) -> Outcome:
    """No, and why."""
    return Outcome(text, refused=True)


def accept(ask: Ask, text: str, *writes: Write, stop: str = "") -> Outcome:
    """Yes; a run without a driver gets one."""
    return Outcome(text, writes, start_driver=ask.needs_driver, stop=stop)


def asking_wave(ask: Ask, states: frozenset[WaveState]) -> Wave | Outcome:
    """The wave that is meant, if it waits for a decision; else the refusal."""
    waiting = [wave for wave in ask.waves if wave.state in states]
    named = [wave for wave in ask.waves if wave.wave == ask.wave]
    if ask.run.state not in (RunState.RUNNING, RunState.DECIDING, RunState.STALLED):
        return refuse(f"the run is {ask.run.state}; no wave of it waits for a decision")
    if ask.run.abort:
        return refuse(f"the run is being aborted: {ask.run.abort}")
    if not ask.wave and len(waiting) == 1:
        return waiting[0]
    if not named:
        return refuse(f"name the wave; waiting for a decision: {_list(waiting)}")
    if named[0] not in waiting:
        return refuse(f"wave {ask.wave} is {named[0].state}; it does not wait for a decision")
    return named[0]


def _list(waves: list[Wave]) -> str:
    return ", ".join(wave.wave for wave in waves) or "none"
