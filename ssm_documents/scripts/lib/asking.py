"""Which approval a gate asks for, and the gate's items."""

from collections.abc import Mapping
from typing import Any

from muster.engine.gates import stands
from muster.engine.items import Decision, Gate, Run, Server, read
from muster.engine.names import RUN_GATE
from muster.engine.states import GateState, RunState, ServerState
from ssm_documents.scripts.lib.here import Here, load_servers, load_wave
from ssm_documents.scripts.lib.people import is_known, members

AT_RUN_GATE = frozenset({RunState.REGISTERED, RunState.APPROVING})
"""The states in which a run has its own gate before it."""

REQUESTER = {"recovery": "refuse", "drill": "allow"}
"""Whether who started a run may approve it, where the plan does not say."""


def approval_of(here: Here, run: Run, gate: str) -> Mapping[str, Any]:
    """What the plan asks for at this gate in the run's mode; empty if nothing."""
    asked = run.approval if gate == RUN_GATE else load_wave(here).spec.get("approval")
    return asked if asked and run.mode in asked["modes"] else {}


def attempt_of(here: Here, run: Run, gate: str) -> int:
    """Which attempt of the gate is meant now."""
    return run.attempt if gate == RUN_GATE else here.attempt


def servers_asked_about(here: Here, gate: str) -> list[Server]:
    """The servers that a decision now would let launch."""
    servers = load_servers(here, "" if gate == RUN_GATE else here.wave)
    return [server for server in servers if server.state != ServerState.LAUNCHED]


def seen_before(run: Run, most: int) -> str:
    """The gravest findings of preflight, so many at most, and how many there are; empty: none."""
    if not run.findings:
        return ""
    shown = [f"- {f['level']}: {f['name']}: {f['text']}" for f in run.findings[:most]]
    count = max(int(run.finding_count), len(run.findings))
    gravest = f", the gravest {len(shown)}" if count > len(shown) else ""
    return "\n".join([f"Preflight found {count}{gravest}:", *shown])


def load_gates(here: Here, gate: str) -> list[Gate]:
    """All attempts of one gate, in order."""
    return [read(Gate, item) for item in here.table.query(f"RUN#{here.run}", f"GATE#{gate}#")]


def is_decided(gate: Mapping[str, Any]) -> bool:
    """Whether an outcome is on record, for the item of a gate."""
    return bool(gate) and gate["state"] != GateState.OPEN


def load_decisions(here: Here, gate: Gate) -> list[Decision]:
    """The decisions on record for one attempt of a gate."""
    prefix = f"{gate.gate}#{gate.attempt:04d}#"
    return [read(Decision, item) for item in here.table.query(f"DECISION#{here.run}", prefix)]


def standing_gate(here: Here, run: Run, gate: str, asked: Mapping[str, Any]) -> Gate | None:
    """An earlier approval that covers what would be asked now, unless the plan asks anew."""
    attempt = attempt_of(here, run, gate)
    gates = load_gates(here, gate)
    mine = [entry for entry in gates if entry.attempt == attempt]
    if not mine and asked.get("on_retry") == "ask":
        return None
    servers = [server.server for server in servers_asked_about(here, gate)]
    return stands(gates, gate, run.hash, servers)


def refuses_requester(run: Run, asked: Mapping[str, Any]) -> bool:
    """Whether who started the run may not approve it."""
    return (asked.get("requester") or REQUESTER[run.mode]) == "refuse"


def needed(people: Mapping[str, Any], run: Run, asked: Mapping[str, Any]) -> int:
    """How many must approve: one more where who started may not, and nobody knows who that is.

    Behind a principal that the people file does not have may be one of the approvers.
    """
    in_doubt = refuses_requester(run, asked) and not is_known(people, run.requester)
    return int(asked["count"]) + in_doubt


def too_few(people: Mapping[str, Any], run: Run, asked: Mapping[str, Any]) -> str:
    """Why the gate cannot be opened by the people that are published; empty if it can."""
    named = set(members(people, asked["approvers"]))
    able = named - ({run.requester} if refuses_requester(run, asked) else set())
    count = needed(people, run, asked)
    if len(able) >= count:
        return ""
    who = f"{', '.join(sorted(able)) or 'nobody'} may approve, {count} needed"
    return f"{who}; publish people who can, or let the break-glass role do it"
