"""Wave document: bring the wave's servers to where they should be. A reconciler.

Each tick reads everything anew, resolves what is open, launches what is missing and may be
launched, and reports. State lives in items; the loop around this script carries none.
"""

import time
from dataclasses import dataclass
from typing import Any

from muster.engine.guards import Verdict, judge_server
from muster.engine.items import Intent, Run, Server, Wave
from muster.engine.keys import wave_key
from muster.engine.limits import PASS, WAVE_TICK
from muster.engine.packing import chunks, room_left
from muster.engine.states import IntentState, ServerState, WaveState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.facts import busy_servers, gather, recent_jobs
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_servers,
    now,
    open_here,
    own_wave,
)
from ssm_documents.scripts.lib.holding import give_back, stop_if_ending
from ssm_documents.scripts.lib.intents import fail_server, load_intents, place, settle_open
from ssm_documents.scripts.lib.results import read_results
from ssm_documents.scripts.lib.tell import tell

ACTIONS = (
    "drs:DescribeJobLogItems",
    "drs:DescribeJobs",
    "drs:DescribeRecoveryInstances",
    "drs:DescribeRecoverySnapshots",
    "drs:DescribeSourceServers",
    "drs:StartRecovery",
    "drs:TagResource",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
)
DAY = 86400
HEARTBEAT = 45
LIVING = (IntentState.OPEN, IntentState.PLACED)


@dataclass(frozen=True)
class Sight:
    """What one tick sees."""

    run: Run
    wave: Wave
    servers: dict[str, Server]
    intents: list[Intent]

    @property
    def in_flight(self) -> set[str]:
        """The servers of intents that are not settled."""
        return {s for intent in self.intents if intent.state in LIVING for s in intent.servers}

    @property
    def missing(self) -> list[Server]:
        """The servers to launch now: not yet tried in this attempt, and not in flight."""
        return [
            server
            for server in self.servers.values()
            if server.server not in self.in_flight and _is_to_do(server, self.wave)
        ]


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Again` (yes or no); raises when the wave cannot or may not go on."""
    here = open_here(events)
    until = time.monotonic() + PASS
    while not _tick(here):
        if time.monotonic() + WAVE_TICK > until:
            return {"Again": "yes"}
        time.sleep(WAVE_TICK)
    return {"Again": "no"}


def _tick(here: Here) -> bool:
    """One look and what follows from it; True when every server has its result."""
    before = _look(here)
    stop_if_ending(before.run)
    jobs = recent_jobs(here.region, now() - DAY)
    settled = settle_open(here, before.intents, jobs)
    answered = read_results(here, before.intents, before.servers, jobs)
    sight = _look(here) if settled or answered else before
    if sight.missing or sight.in_flight:
        _check_deadline(sight)
    waits_for = _launch(here, sight, jobs)
    _report(here, before, _look(here) if sight.missing else sight, waits_for)
    return not sight.missing and not sight.in_flight and _judge(sight)


def _look(here: Here) -> Sight:
    servers = load_servers(here, here.wave)
    by_id = {server.server: server for server in servers}
    return Sight(load_run(here), own_wave(here), by_id, load_intents(here))


def _is_to_do(server: Server, wave: Wave) -> bool:
    again = server.state == ServerState.FAILED and server.attempt < wave.attempt
    dropped = server.state == ServerState.LAUNCHING
    return server.state == ServerState.PENDING or again or dropped


def _launch(here: Here, sight: Sight, jobs: list[dict[str, Any]]) -> str:
    """Launch what may be launched; gives what the rest waits for."""
    if not sight.missing:
        return ""
    if sight.run.hold or sight.run.abort:
        return _hold(here, sight)
    ready, waits_for = _judged(here, sight, jobs)
    busy = busy_servers(jobs)
    room = room_left(len(set(busy.values())), len(busy))
    for chunk in chunks(ready, room):
        waits_for = place(here, sight.run, sight.wave, chunk) or waits_for
    if ready and not room.jobs:
        waits_for = "all DRS jobs of the account and Region are taken"
    return waits_for


def _hold(here: Here, sight: Sight) -> str:
    if not sight.in_flight and sight.run.hold and not sight.run.abort:
        give_back(here)
    if not sight.in_flight:
        raise RefusedError(f"the run is aborted; {len(sight.missing)} server(s) were not launched")
    return "the run is paused" if sight.run.hold else "the run is aborted"


def _judged(here: Here, sight: Sight, jobs: list[dict[str, Any]]) -> tuple[list[str], str]:
    """The servers that may be launched now; those that may not are failed with the reason."""
    ids = [server.server for server in sight.missing]
    facts = gather(here.region, ids, jobs)
    ours = frozenset(intent.job for intent in sight.intents if intent.job)
    ready, waits_for = [], ""
    for server in sight.missing:
        verdict, reason = judge_server(server, facts[server.server], ours)
        if verdict is Verdict.LAUNCH:
            ready.append(server.server)
        elif verdict is Verdict.WAIT:
            waits_for = f"{server.name} is {reason}"
        else:
            fail_server(here, sight.wave, server.server, reason)
    return ready, waits_for


def _check_deadline(sight: Sight) -> None:
    limit = int(sight.wave.spec.get("timeout") or 0)
    began = [i.at for i in sight.intents if i.attempt == sight.wave.attempt]
    if limit and began and now() - min(began) > limit:
        raise RefusedError(f"the wave's timeout of {limit} s passed with servers still missing")


def _report(here: Here, before: Sight, sight: Sight, waits_for: str) -> None:
    """Write what people see, if it changed, and a heartbeat now and then."""
    states = [server.state for server in sight.servers.values()]
    values = {
        "state": WaveState.RECOVERING,
        "launched": states.count(ServerState.LAUNCHED),
        "failed": sum(_failed_now(server, sight.wave) for server in sight.servers.values()),
        "waits_for": waits_for,
    }
    news = {key for key, value in values.items() if getattr(before.wave, key) != value}
    if not news and now() - before.wave.heartbeat < HEARTBEAT:
        return
    mine = equals("owner", here.execution)
    write = update(wave_key(here.run, here.wave), {**values, "heartbeat": now()}, mine)
    here.table.write(write)
    if news & {"launched", "failed"}:
        tell(here, "wave changed", launched=values["launched"], failed=values["failed"])


def _failed_now(server: Server, wave: Wave) -> bool:
    return server.state == ServerState.FAILED and server.attempt == wave.attempt


def _judge(sight: Sight) -> bool:
    """True if the wave may go on; raises with the failed servers if the plan tolerates fewer."""
    failed = [server for server in sight.servers.values() if _failed_now(server, sight.wave)]
    if len(failed) <= tolerated(sight.wave.spec.get("tolerate"), len(sight.servers)):
        return True
    named = "; ".join(f"{server.name} ({server.server}): {server.reason}" for server in failed[:5])
    raise RefusedError(f"{len(failed)} of {len(sight.servers)} servers not launched: {named}")


def tolerated(allowed: Any, total: int) -> int:
    """How many servers may fail: a number, or a share such as `10%` (rounded down)."""
    text = str(allowed or 0)
    return total * int(text[:-1]) // 100 if text.endswith("%") else int(text)
