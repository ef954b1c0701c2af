"""Which gates of a run wait for people."""

from collections.abc import Iterable

from muster.engine.deciding import nothing_to_decide
from muster.engine.items import Gate, Run
from muster.engine.states import GateState


def waiting_gates(run: Run, gates: Iterable[Gate]) -> list[Gate]:
    """Those that are open, of each the latest attempt, the longest waiting first.

    None of a run that is over, is being cancelled, or aborted: there a decision is refused.
    """
    if nothing_to_decide(run):
        return []
    latest = {gate.gate: gate for gate in sorted(gates, key=lambda gate: gate.attempt)}
    waiting = (gate for gate in latest.values() if gate.state == GateState.OPEN)
    return sorted(waiting, key=lambda gate: (gate.opened_at, gate.gate))
