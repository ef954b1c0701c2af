"""`retry`: a wave that waits for a decision makes its next attempt, for what is missing only."""

from muster.engine.counts import counted
from muster.engine.items import Wave
from muster.engine.keys import run_key, wave_key
from muster.engine.states import WAVE_ASKING, RunState, WaveState
from muster.engine.verbs.outcome import Ask, Outcome, accept, asking_wave, stays_over
from muster.engine.writes import equals, update


def retry(ask: Ask) -> Outcome:
    """The next attempt of a wave; after a rejected or expired run gate, of the run."""
    if ask.run.state in (RunState.REJECTED, RunState.EXPIRED):
        return _ask_again(ask)
    wave = asking_wave(ask, WAVE_ASKING)
    if isinstance(wave, Outcome):
        return wave
    values = {"state": WaveState.PENDING, "attempt": wave.attempt + 1, "lives": 0, "since": ask.now}
    write = update(
        wave_key(ask.run.run, wave.wave),
        values,
        equals("state", wave.state),
        equals("attempt", wave.attempt),
        remove=("owner", "execution", "reason", "ended_at"),
    )
    text = f"wave {wave.wave} is tried again, attempt {wave.attempt + 1}: {_missing(wave)}"
    return accept(ask, text, write)


def _missing(wave: Wave) -> str:
    """What the next attempt is about."""
    missing = wave.total - wave.launched
    if wave.total and not missing:
        return "what is gone is launched again, and its checks are made again"
    return f"{missing} of {counted(wave.total, 'server')} missing"


def _ask_again(ask: Ask) -> Outcome:
    if refused := stays_over(ask):
        return refused
    values = {"attempt": ask.run.attempt + 1}
    same = (equals("state", ask.run.state), equals("attempt", ask.run.attempt))
    write = update(run_key(ask.run.run), values, *same)
    return Outcome("the approval is asked for again", (write,), start_driver=True)
