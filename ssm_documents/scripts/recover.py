"""Wave document: bring the wave's servers to where they should be. A reconciler.

Each tick reads everything anew, resolves what is open, launches what is missing and may be
launched, and reports. State lives in items; the loop around this script carries none.
"""

from typing import Any

from muster.engine.holding import at_work
from muster.engine.keys import wave_key
from muster.engine.limits import WAVE_TICK
from muster.engine.shortfall import counting
from muster.engine.states import ServerState, WaveState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.facts import recent_jobs
from ssm_documents.scripts.lib.here import Here, RefusedError, now, open_here, show_trouble
from ssm_documents.scripts.lib.holding import stop_if_ending
from ssm_documents.scripts.lib.intents import oldest_unsettled, settle_open
from ssm_documents.scripts.lib.launching import launch_missing
from ssm_documents.scripts.lib.passes import repeat
from ssm_documents.scripts.lib.results import read_results
from ssm_documents.scripts.lib.sight import Sight, has_failed, look
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


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Again` (yes or no); raises when the wave cannot or may not go on."""
    here = open_here(events)
    done = repeat(lambda: _tick(here), WAVE_TICK, lambda text: show_trouble(here, text))
    return {"Again": "no" if done else "yes"}


def _tick(here: Here) -> bool:
    """One look and what follows from it; True when every server has its result."""
    before = look(here)
    stop_if_ending(before.run)
    jobs = recent_jobs(here.region, oldest_unsettled(before.intents, now() - DAY))
    settled = settle_open(here, before.intents, jobs)
    answered = read_results(here, before.intents, before.servers, jobs)
    sight = look(here) if settled or answered else before
    if (sight.missing or sight.in_flight) and not (settled or answered):
        _check_deadline(sight)
    waits_for = launch_missing(here, sight, jobs)
    _report(here, before, look(here) if sight.missing else sight, waits_for)
    return not sight.missing and not sight.in_flight and _judge(sight)


def _check_deadline(sight: Sight) -> None:
    """Raise when the attempt took too long: since its first launch, or its wait for an old one."""
    limit = int(sight.wave.spec.get("timeout") or 0)
    own = [intent for intent in sight.intents if intent.attempt == sight.wave.attempt]
    took = at_work(sight.run, own, now())
    if not own and sight.in_flight and sight.wave.state == WaveState.RECOVERING:
        took = now() - sight.wave.since
    if limit and took > limit:
        raise RefusedError(f"the wave's timeout of {limit} s passed with servers still missing")


def _report(here: Here, before: Sight, sight: Sight, waits_for: str) -> None:
    """Write what people see, if it changed, and a heartbeat now and then."""
    states = [server.state for server in sight.servers.values()]
    values = {
        "state": WaveState.RECOVERING,
        "launched": states.count(ServerState.LAUNCHED),
        "failed": sum(has_failed(server, sight.wave) for server in sight.servers.values()),
        "waits_for": waits_for,
    }
    news = {key for key, value in values.items() if getattr(before.wave, key) != value}
    if not news and now() - before.wave.heartbeat < HEARTBEAT:
        return
    mine = equals("owner", here.execution)
    since = {"since": now()} if "state" in news else {}
    values = {**values, **since, "heartbeat": now()}
    write = update(wave_key(here.run, here.wave), values, mine)
    here.table.write(write)
    if news & {"launched", "failed"}:
        tell(here, "wave changed", launched=values["launched"], failed=values["failed"])


def _judge(sight: Sight) -> bool:
    """True if the wave may go on; raises with the failed servers if the plan tolerates fewer."""
    failed = [server for server in sight.servers.values() if has_failed(server, sight.wave)]
    counted = counting(failed, len(sight.servers), sight.wave.spec.get("tolerate"))
    if not counted:
        return True
    named = "; ".join(f"{server.name} ({server.server}): {server.reason}" for server in counted[:5])
    raise RefusedError(f"{len(failed)} of {len(sight.servers)} servers not launched: {named}")
