"""Judging a gate from the decisions on record: a pure function, used by whoever has to know."""

from collections.abc import Iterable
from hashlib import sha256

from muster.engine.items import Decision, Gate
from muster.engine.states import GateState

CONSOLE = "console"
"""`via` of a gate at which a chat decides nothing."""

CONSOLES_DOOR = "ssm"
"""The door of decisions that IAM let through: `muster-decide`, by console, aws CLI or `muster`."""

ONLY_CONSOLE = "it is decided in the console or with `muster run`, not in a chat"


def servers_digest(servers: Iterable[str]) -> str:
    """What a decision about these servers is bound to."""
    return sha256("\n".join(sorted(servers)).encode()).hexdigest()[:16]


def why_not(gate: Gate, decision: Decision) -> str:
    """Why a decision does not count at this gate; empty if it does."""
    checks = (
        (decision.gate == gate.gate, "it is about another gate"),
        (decision.attempt == gate.attempt, "it is about another attempt"),
        (decision.hash == gate.hash, "the plan has changed since"),
        (decision.digest == gate.digest, "the servers have changed since"),
        (decision.at <= gate.expires_at, "it came after the gate expired"),
        (decision.person in gate.approvers, f"only {gate.asked} may decide here"),
        (gate.via != CONSOLE or decision.door == CONSOLES_DOOR, ONLY_CONSOLE),
        (not _is_own(gate, decision), "who started the run may not approve it"),
    )
    return next((reason for holds, reason in checks if not holds), "")


def _is_own(gate: Gate, decision: Decision) -> bool:
    is_requester = decision.person == gate.requester
    return gate.refuse_requester and is_requester and decision.decision == "approve"


def judge(gate: Gate, decisions: Iterable[Decision]) -> tuple[GateState, tuple[str, ...]]:
    """The gate's state by its valid decisions, in the order they were made, and who made it so.

    The first reject before the quorum closes the gate; a person counts once.
    """
    approved: list[str] = []
    for decision in sorted(decisions, key=lambda entry: (entry.at, entry.person)):
        if why_not(gate, decision):
            continue
        if decision.decision == "reject":
            return GateState.REJECTED, (decision.person,)
        if decision.person not in approved:
            approved.append(decision.person)
        if len(approved) >= gate.count:
            return GateState.APPROVED, tuple(approved)
    return GateState.OPEN, tuple(approved)


def stands(gates: Iterable[Gate], gate: str, plan_hash: str, servers: Iterable[str]) -> Gate | None:
    """An earlier approval of the same gate that covers these servers under the same plan, if any.

    After a rejection or an expiry people are always asked anew.
    """
    mine = sorted((g for g in gates if g.gate == gate), key=lambda entry: entry.attempt)
    if not mine or mine[-1].state != GateState.APPROVED:
        return None
    latest = mine[-1]
    covered = set(servers) <= set(latest.servers)
    return latest if covered and latest.hash == plan_hash else None
