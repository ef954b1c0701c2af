"""`skip`: dependants go on without a wave that failed, was lost, rejected or expired."""

from muster.engine.counts import counted
from muster.engine.keys import wave_key
from muster.engine.states import WAVE_ASKING, WaveState
from muster.engine.verbs.outcome import Ask, Outcome, accept, asking_wave
from muster.engine.writes import equals, update


def skip(ask: Ask) -> Outcome:
    """Count the wave as done without what is missing."""
    wave = asking_wave(ask, WAVE_ASKING)
    if isinstance(wave, Outcome):
        return wave
    values = {"state": WaveState.SKIPPED, "since": ask.now, "ended_at": ask.now}
    same = (equals("state", wave.state), equals("attempt", wave.attempt))
    write = update(wave_key(ask.run.run, wave.wave), values, *same)
    missing = f"{wave.total - wave.launched} of {counted(wave.total, 'server')} still missing"
    return accept(ask, f"wave {wave.wave} is skipped; {missing}", write)
