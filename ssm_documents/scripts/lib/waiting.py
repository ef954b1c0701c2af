"""What a run waits for before it starts, said on the waves that would be first."""

from collections.abc import Iterable

from muster.engine.keys import wave_key
from muster.engine.states import WaveState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.admission import NO_RUN
from ssm_documents.scripts.lib.here import Here, load_waves


def note_waiting(here: Here) -> None:
    """Say that there is no room for the run."""
    first = [wave.wave for wave in load_waves(here) if not wave.needs and not wave.waits_for]
    note_waves(here, first, NO_RUN)


def note_waves(here: Here, waves: Iterable[str], text: str) -> None:
    """Say on waves that have not begun what they wait for."""
    pending = equals("state", WaveState.PENDING)
    here.table.write_each(
        update(wave_key(here.run, wave), {"waits_for": text}, pending) for wave in waves
    )
