"""The gates that wait for a decision, and who may make it."""

from dataclasses import dataclass

from muster.engine.gates import CONSOLES_DOOR, judge, why_not
from muster.engine.items import Decision, Gate
from muster.service.gates import waiting_gates
from muster.service.reading.records import Records


@dataclass(frozen=True)
class GateView:
    """A gate that is open; `may` are the short names of those whose approval would count now.

    `expires_at` in epoch seconds, UTC; `expires_in` in seconds, 0: any moment now.
    """

    gate: str
    attempt: int
    asked: str
    count: int
    approved: tuple[str, ...]
    may: tuple[str, ...]
    servers: int
    opened_at: int
    expires_at: int
    expires_in: int


def open_gates(records: Records, now: int) -> tuple[GateView, ...]:
    """The open gates of the run, the longest waiting first; of each the latest attempt only."""
    waiting = waiting_gates(records.run, records.gates)
    return tuple(_view(gate, records, now) for gate in waiting)


def _view(gate: Gate, records: Records, now: int) -> GateView:
    _, approved = judge(gate, records.decisions)
    return GateView(
        gate=gate.gate,
        attempt=gate.attempt,
        asked=gate.asked,
        count=gate.count,
        approved=approved,
        may=tuple(p for p in gate.approvers if p not in approved and _would_count(gate, p, now)),
        servers=len(gate.servers),
        opened_at=gate.opened_at,
        expires_at=gate.expires_at,
        expires_in=max(gate.expires_at - now, 0),
    )


def _would_count(gate: Gate, person: str, now: int) -> bool:
    approval = Decision(
        gate=gate.gate,
        attempt=gate.attempt,
        decision="approve",
        person=person,
        hash=gate.hash,
        digest=gate.digest,
        at=now,
        door=CONSOLES_DOOR,
    )
    return not why_not(gate, approval)
