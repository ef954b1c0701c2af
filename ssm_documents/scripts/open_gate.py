"""Before an `aws:approve`: ask, unless nothing has to be asked or the answer already stands."""

from collections.abc import Mapping
from typing import Any

from muster.engine.expansion import unexpanded
from muster.engine.gates import servers_digest
from muster.engine.items import Run, Server
from muster.engine.keys import gate_key, run_key, wave_key
from muster.engine.names import RUN_GATE
from muster.engine.states import GateState, RunState, WaveState
from muster.engine.verdict import duration
from muster.engine.writes import absent, equals, one_of, put, update
from ssm_documents.scripts.lib.asking import (
    AT_RUN_GATE,
    approval_of,
    attempt_of,
    load_gates,
    needed,
    refuses_requester,
    seen_before,
    servers_asked_about,
    standing_gate,
)
from ssm_documents.scripts.lib.here import Here, load_run, now, open_here, own_wave
from ssm_documents.scripts.lib.holding import stop_if_ending
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
    if not _is_its_turn(here, run, gate):
        return NO
    asked = approval_of(here, run, gate)
    if not asked or standing_gate(here, run, gate, asked) or _is_decided(here, run, gate):
        return NO
    message = _ask(here, run, gate, asked)
    return {"Ask": "yes", "Message": message} if message else NO


def _is_its_turn(here: Here, run: Run, gate: str) -> bool:
    """Whether this execution still asks; raises if the wave is another's, or the run ends."""
    if gate == RUN_GATE:
        return run.state in AT_RUN_GATE and run.execution == here.execution
    own_wave(here)
    stop_if_ending(run)
    return True


def _is_decided(here: Here, run: Run, gate: str) -> bool:
    """Whether this attempt of the gate needs no answer any more; its time may be over, too."""
    attempt = attempt_of(here, run, gate)
    mine = [entry for entry in load_gates(here, gate) if entry.attempt == attempt]
    return any(entry.state != GateState.OPEN or now() >= entry.expires_at for entry in mine)


def _ask(here: Here, run: Run, gate: str, asked: Mapping[str, Any]) -> str:
    """Open the gate and tell people; gives the message, empty if nobody is asked any more."""
    servers = servers_asked_about(here, gate)
    item = _gate_item(here, run, gate, asked, servers)
    if not _open(here, gate, item):
        return ""
    attempt = attempt_of(here, run, gate)
    message = _message(here, run, gate, {**asked, "count": item["count"]}, servers)
    who = f"{asked['approvers']} ({', '.join(item['approvers']) or 'nobody'})"
    record(here, f"asked/{gate}/{attempt}", f"approval asked of {who}, {item['count']}: {gate}")
    tell(here, "approval needed", gate=gate, attempt=attempt)
    call_people(here, f"Approval needed: {run.plan}, {gate}", message)
    return unexpanded(message)[:MESSAGE]


def _open(here: Here, gate: str, item: Mapping[str, Any]) -> bool:
    """Open the gate, or ask again at one that a dead execution left open: its time begins anew."""
    key = gate_key(here.run, gate, item["attempt"])
    if not here.table.write(put(key, item, absent("pk"))):
        again = {name: item[name] for name in ("execution", "expires_at")}
        if not here.table.write(update(key, again, equals("state", GateState.OPEN))):
            return False
    return _now_approving(here, gate)


def _gate_item(
    here: Here, run: Run, gate: str, asked: Mapping[str, Any], servers: list[Server]
) -> dict[str, Any]:
    ids = [server.server for server in servers]
    people = load_people(here)
    return {
        "gate": gate,
        "attempt": attempt_of(here, run, gate),
        "state": GateState.OPEN,
        "execution": here.execution,
        "asked": asked["approvers"],
        "approvers": members(people, asked["approvers"]),
        "count": needed(people, run, asked),
        "via": asked.get("via") or "",
        "refuse_requester": refuses_requester(run, asked),
        "requester": run.requester,
        "hash": run.hash,
        "digest": servers_digest(ids),
        "servers": ids,
        "decisions": 0,
        "opened_at": now(),
        "expires_at": now() + asked["expires"],
    }


def _now_approving(here: Here, gate: str) -> bool:
    """Whether run or wave waits at the gate now; a cancel may have come between."""
    if gate == RUN_GATE:
        values = {"state": RunState.APPROVING, "since": now()}
        here.table.write(update(run_key(here.run), values, equals("state", RunState.REGISTERED)))
        return load_run(here).state == RunState.APPROVING
    values = {"state": WaveState.APPROVING, "since": now()}
    before = one_of("state", (WaveState.PREPARING, WaveState.APPROVING))
    mine = equals("owner", here.execution)
    return here.table.write(update(wave_key(here.run, here.wave), values, mine, before))


def _message(
    here: Here, run: Run, gate: str, asked: Mapping[str, Any], servers: list[Server]
) -> str:
    what = "the whole run" if gate == RUN_GATE else f"wave {gate}"
    named = ", ".join(f"{s.name} ({s.server})" for s in servers[:NAMED])
    more = f" and {len(servers) - NAMED} more" if len(servers) > NAMED else ""
    findings = seen_before(run, NAMED)
    lines = [
        f"{run.mode.upper()} of plan {run.plan}: approve {what}?",
        f"Servers ({len(servers)}): {named}{more}" if servers else "No servers: a checkpoint.",
        f"Asked of {asked['approvers']}, {asked['count']} needed, within"
        f" {duration(asked['expires'])}. Started by {run.requester}. {run.reason}".rstrip(),
        "Approve: " + command_line(here, "decide", Gate=gate, Decision="approve"),
        "Reject: " + command_line(here, "decide", Gate=gate, Decision="reject"),
        *([findings] if findings else []),  # last: what is too long is cut at the end
    ]
    return "\n".join(lines)[:MESSAGE]
