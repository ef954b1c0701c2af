"""Before an `aws:approve`: ask, unless nothing has to be asked or the answer already stands."""

from collections.abc import Mapping
from typing import Any

from muster.engine.gates import servers_digest
from muster.engine.items import Run, Server
from muster.engine.keys import gate_key, run_key, wave_key
from muster.engine.names import RUN_GATE
from muster.engine.states import GateState, RunState, WaveState
from muster.engine.verdict import duration
from muster.engine.writes import absent, equals, one_of, put, update
from ssm_documents.scripts.lib.asking import (
    approval_of,
    attempt_of,
    load_gates,
    servers_asked_about,
    standing_gate,
)
from ssm_documents.scripts.lib.here import Here, load_run, now, open_here, own_wave
from ssm_documents.scripts.lib.people import load_people, members
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import call_people, command_line, tell

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "sns:Publish",
)
NO = {"Ask": "no", "Message": "nothing to approve"}
NAMED = 10
MESSAGE = 3000


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Ask` (yes or no) and the `Message` for the approvers."""
    here = open_here(events)
    gate = str(events["gate"])
    run = load_run(here)
    asked = approval_of(here, run, gate)
    if gate != RUN_GATE:
        own_wave(here)
    under_way = run.state in (RunState.RUNNING, RunState.DECIDING)
    if not asked or (gate == RUN_GATE and under_way):
        return NO
    if standing_gate(here, run, gate, asked) or _is_decided(here, run, gate):
        return NO
    return {"Ask": "yes", "Message": _ask(here, run, gate, asked)}


def _is_decided(here: Here, run: Run, gate: str) -> bool:
    attempt = attempt_of(here, run, gate)
    mine = [entry for entry in load_gates(here, gate) if entry.attempt == attempt]
    return bool(mine) and mine[0].state != GateState.OPEN


def _ask(here: Here, run: Run, gate: str, asked: Mapping[str, Any]) -> str:
    servers = servers_asked_about(here, gate)
    attempt = attempt_of(here, run, gate)
    key = gate_key(here.run, gate, attempt)
    values = _gate_item(here, run, gate, asked, servers)
    if not here.table.write(put(key, values, absent("pk"))):
        still_open = equals("state", GateState.OPEN)
        here.table.write(update(key, {"execution": here.execution}, still_open))
    _now_approving(here, gate)
    message = _message(here, run, gate, asked, servers)
    record(here, f"asked/{gate}/{attempt}", f"approval asked of {asked['approvers']}: {gate}")
    tell(here, "approval needed", gate=gate, attempt=attempt)
    call_people(here, f"Approval needed: {run.plan}, {gate}", message)
    return message


def _gate_item(
    here: Here, run: Run, gate: str, asked: Mapping[str, Any], servers: list[Server]
) -> dict[str, Any]:
    ids = [server.server for server in servers]
    rule = asked.get("requester") or ("refuse" if run.mode == "recovery" else "allow")
    return {
        "gate": gate,
        "attempt": attempt_of(here, run, gate),
        "state": GateState.OPEN,
        "execution": here.execution,
        "asked": asked["approvers"],
        "approvers": members(load_people(here), asked["approvers"]),
        "count": asked["count"],
        "refuse_requester": rule == "refuse",
        "requester": run.requester,
        "hash": run.hash,
        "digest": servers_digest(ids),
        "servers": ids,
        "decisions": 0,
        "opened_at": now(),
        "expires_at": now() + asked["expires"],
    }


def _now_approving(here: Here, gate: str) -> None:
    values = {"state": RunState.APPROVING, "since": now()}
    write = update(run_key(here.run), values, equals("state", RunState.REGISTERED))
    if gate != RUN_GATE:
        values = {"state": WaveState.APPROVING, "since": now()}
        before = one_of("state", (WaveState.PREPARING, WaveState.APPROVING))
        mine = equals("owner", here.execution)
        write = update(wave_key(here.run, here.wave), values, mine, before)
    here.table.write(write)


def _message(
    here: Here, run: Run, gate: str, asked: Mapping[str, Any], servers: list[Server]
) -> str:
    what = "the whole run" if gate == RUN_GATE else f"wave {gate}"
    named = ", ".join(f"{s.name} ({s.server})" for s in servers[:NAMED])
    more = f" and {len(servers) - NAMED} more" if len(servers) > NAMED else ""
    findings = "\n".join(f"- {f['level']}: {f['name']}: {f['text']}" for f in run.findings[:NAMED])
    lines = [
        f"{run.mode.upper()} of plan {run.plan}: approve {what}?",
        f"Servers ({len(servers)}): {named}{more}" if servers else "No servers: a checkpoint.",
        f"Asked of {asked['approvers']}, {asked['count']} needed, within"
        f" {duration(asked['expires'])}. Started by {run.requester}. {run.reason}".rstrip(),
        *([f"Preflight:\n{findings}"] if findings else []),
        "Approve: " + command_line(here, "decide", Gate=gate, Decision="approve"),
        "Reject: " + command_line(here, "decide", Gate=gate, Decision="reject"),
    ]
    return "\n".join(lines)[:MESSAGE]
