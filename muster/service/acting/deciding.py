"""`approve`, `reject`: one person's decision at a gate, bound to what that person was shown."""

from dataclasses import dataclass, field, replace

from muster.engine.deciding import (
    SIGNALS,
    decision_at,
    decision_effect,
    decision_fact,
    decision_text,
    nothing_to_decide,
    recording,
)
from muster.engine.items import Decision, Gate, Run, read
from muster.engine.keys import gate_key, run_key
from muster.engine.states import GateState
from muster.service.acting.deed import Acting, Actor, Deed, Proposal, grant
from muster.service.errors import RefusedError, UnknownRunError

AGAIN = 2
"""Seconds between two signals to a gate that does not listen yet."""


@dataclass(frozen=True)
class DecisionWish:
    """`says` approve or reject, at one attempt of a gate, about servers of which `digest` is."""

    run: str
    gate: str
    attempt: int
    digest: str
    says: str
    actor: Actor
    token: str
    reason: str = ""


def decide(acting: Acting, wish: DecisionWish) -> Deed:
    """Record it, and what it makes of the gate. Raises `RefusedError` if it does not count."""
    return grant(
        acting,
        wish.run,
        wish.token,
        wish.actor,
        lambda: _propose(acting, wish),
        writer=acting.decisions,
    )


def _propose(acting: Acting, wish: DecisionWish) -> Proposal:
    gate = _open_gate(acting, wish)
    decision = _decision(acting, wish, gate)
    made = recording(wish.run, gate, load_decisions(acting, wish.run, gate), decision)
    if made.refusal:
        raise RefusedError(f"you cannot {wish.says} {gate.gate}: {made.refusal}")
    wake = Wake(acting, replace(gate, state=made.state), f"{wish.actor.person}: {wish.reason}")
    return Proposal(
        text=decision_effect(gate, made.state),
        said=decision_text(decision),
        writes=made.writes,
        follow_up=wake.once,
        insist=wake.until_heard,
        fact=decision_fact(gate, wish.actor.person),
    )


def _open_gate(acting: Acting, wish: DecisionWish) -> Gate:
    if why := nothing_to_decide(_run(acting, wish.run)):
        raise RefusedError(why)
    item = acting.table.item(gate_key(wish.run, wish.gate, wish.attempt))
    if not item:
        raise RefusedError(f"there is no gate {wish.gate} of this run")
    gate = read(Gate, item)
    if gate.state != GateState.OPEN:
        signal_gate(acting, gate)  # the first signal may have been lost
        raise RefusedError(f"gate {gate.gate} is decided: {gate.reason or gate.state}")
    if gate.digest != wish.digest:
        raise RefusedError("the servers have changed since you looked", "look at the run again")
    return gate


def _run(acting: Acting, run: str) -> Run:
    item = acting.table.item(run_key(run))
    if not item:
        raise UnknownRunError(f"there is no run {run}")
    return read(Run, item)


def load_decisions(acting: Acting, run: str, gate: Gate) -> list[Decision]:
    """The decisions on record for one attempt of a gate."""
    prefix = f"{gate.gate}#{gate.attempt:04d}#"
    return [read(Decision, item) for item in acting.table.items(f"DECISION#{run}", prefix)]


def _decision(acting: Acting, wish: DecisionWish, gate: Gate) -> Decision:
    who = wish.actor
    made = decision_at(
        gate,
        says=wish.says,
        person=who.person,
        principal=who.principal,
        at=acting.clock.now(),
    )
    return replace(made, door=who.door, reason=wish.reason)


@dataclass
class Wake:
    """Waking the step that waits at a gate: who decides at once does so before it listens."""

    acting: Acting
    gate: Gate
    comment: str
    heard: bool = field(default=False, init=False)

    def once(self) -> None:
        """Signal it."""
        self.heard = signal_gate(self.acting, self.gate, self.comment)

    def until_heard(self) -> None:
        """Signal it again and again, as long as the patience lasts."""
        for _ in range(0, self.acting.patience, AGAIN):
            if self.heard:
                return
            self.acting.clock.sleep(AGAIN)
            self.once()


def signal_gate(acting: Acting, gate: Gate, comment: str = "") -> bool:
    """Wake the step that waits at a decided gate; it judges the decisions on record itself.

    False if it does not listen.
    """
    kind = SIGNALS.get(GateState(gate.state))
    if not kind or not gate.execution:
        return True
    return acting.executions.signal(gate.execution, kind, comment or gate.reason)
