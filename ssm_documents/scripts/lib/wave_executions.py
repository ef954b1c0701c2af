"""The executions of a run's waves, as its driver sees them: which ended, which sleep."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from muster.engine.items import Wave
from muster.engine.keys import gate_key
from muster.engine.states import WAVE_ACTIVE, WaveState
from ssm_documents.scripts.lib.asking import is_decided
from ssm_documents.scripts.lib.automation import execution_of, final_status, stop_execution
from ssm_documents.scripts.lib.failures import in_one_line
from ssm_documents.scripts.lib.here import Here, now

LOOK_AGAIN = 60
"""How often the execution of a wave is looked at, in seconds: SSM allows few calls."""


@dataclass
class WaveExecutions:
    """What one pass remembers of them between its ticks; losing it does no harm."""

    here: Here
    looked_at: dict[str, int] = field(default_factory=dict)
    stopped: set[str] = field(default_factory=set)

    def how_they_ended(self, waves: Iterable[Wave]) -> dict[str, str]:
        """By wave the final status of an execution that ended without a word to the run table."""
        return {wave.wave: status for wave in waves if (status := self._quietly_ended(wave))}

    def stop(self, execution: str) -> None:
        """Stop one, once a pass."""
        if execution not in self.stopped:
            self.stopped.add(execution)
            stop_execution(self.here.region, execution)

    def wake(self, waves: Iterable[Wave]) -> None:
        """Those that wait at a gate that is decided: who decided died before the signal.

        This role may not signal; a stopped execution gives its wave to a new one, which asks
        nobody.
        """
        for wave in waves:
            if wave.state == WaveState.APPROVING and wave.owner and self._is_asleep(wave):
                self.stop(wave.owner)

    def _quietly_ended(self, wave: Wave) -> str:
        """The final status, looked up now and then; empty while it lives."""
        execution = wave.owner or wave.execution
        if not execution or wave.state not in WAVE_ACTIVE | {WaveState.STARTING}:
            return ""
        if not self._is_due(execution, max(wave.since, wave.heartbeat)):
            return ""
        return _ending(self.here, execution)

    def _is_asleep(self, wave: Wave) -> bool:
        if not self._is_due(f"gate/{wave.wave}/{wave.attempt}", wave.since):
            return False
        gate = self.here.table.get(gate_key(self.here.run, wave.wave, wave.attempt))
        return is_decided(gate) and now() - int(gate.get("decided_at") or 0) > LOOK_AGAIN

    def _is_due(self, what: str, since: int) -> bool:
        """Whether it was not looked at lately; then it counts as looked at."""
        if now() - self.looked_at.get(what, since) < LOOK_AGAIN:
            return False
        self.looked_at[what] = now()
        return True


def _ending(here: Here, execution: str) -> str:
    """How an execution ended and what it said; empty while it lives."""
    found = execution_of(here.region, execution)
    status = final_status(found)
    said = in_one_line(str(found.get("FailureMessage") or ""))
    return f"{status} ({said})" if status and said else status
