"""Wave document: bring the wave's servers to where they should be. A reconciler.

Each tick reads everything anew, resolves what is open, launches what is missing and may be
launched, and reports. State lives in items; the loop around this script carries none.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.counts import counted
from muster.engine.holding import at_work
from muster.engine.keys import wave_key
from muster.engine.limits import WAVE_TICK
from muster.engine.shortfall import counting
from muster.engine.states import IntentState, ServerState, WaveState
from muster.engine.target import Target
from muster.engine.turns import SEQUENTIAL
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.clients import is_transient
from ssm_documents.scripts.lib.ending import is_last_work, succeed
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    moment,
    now,
    open_here,
    show_trouble,
)
from ssm_documents.scripts.lib.holding import stop_if_ending
from ssm_documents.scripts.lib.intents import settle_open
from ssm_documents.scripts.lib.launching import launch_missing
from ssm_documents.scripts.lib.passes import repeat
from ssm_documents.scripts.lib.places import Place, place_of, silent_place
from ssm_documents.scripts.lib.results import read_results
from ssm_documents.scripts.lib.sharing import jobs_in_sight, leave_turn, renew
from ssm_documents.scripts.lib.sight import Sight, Watch, has_failed, look
from ssm_documents.scripts.lib.silence import silences
from ssm_documents.scripts.lib.tell import tell

ACTIONS = (
    "drs:DescribeJobLogItems",
    "drs:DescribeJobs",
    "drs:DescribeRecoveryInstances",
    "drs:DescribeRecoverySnapshots",
    "drs:DescribeSourceServers",
    "drs:StartRecovery",
    "drs:TagResource",
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstances",
    "events:PutEvents",
    "sns:Publish",
    "sts:AssumeRole",
)
DROPPED = IntentState.DROPPED
HEARTBEAT = 45
LATER = 1
"""A listing takes less than this, in seconds."""
SHORTEST = 2


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Again` (yes or no); raises when the wave cannot or may not go on."""
    watch = Watch(open_here(events))
    here = watch.here
    tick, pause = lambda: _tick(watch), lambda: _until_listing(watch)
    done = repeat(tick, pause, lambda text: show_trouble(here, text))
    return {"Again": "no" if done else "yes"}


def _tick(watch: Watch) -> bool:
    """One look and what follows from it; True when every server has its result."""
    before = look(watch)
    stop_if_ending(before.run)
    targets = renew(watch, before)
    moved = _read_answers(watch, before, targets)
    sight = replace(look(watch) if watch.is_behind else before, targets=targets)
    if (sight.missing or sight.in_flight) and not moved:
        _check_deadline(sight)
    if sight.wave.spec.get("launch") == SEQUENTIAL and not sight.in_flight:
        _judge(sight)
    waits_for = _launch(watch, sight) or silences(watch, sight)
    if sight.missing or sight.in_flight:
        _report(watch.here, before, look(watch) if watch.is_behind else sight, waits_for)
        return False
    _end(watch, before, sight)
    return True


def _launch(watch: Watch, sight: Sight) -> str:
    """Launch what may be launched; gives what the wave waits for."""
    return "; ".join(each for each in (launch_missing(watch, sight), watch.trouble) if each)


def _end(watch: Watch, before: Sight, sight: Sight) -> None:
    """Every server has its result. Other waves may wait for just that, so it is said first."""
    here, counts = watch.here, _counts(sight)
    if is_last_work(here) and not counts["failed"]:
        succeed(here, sight.wave, counts)
        leave_turn(watch, sight.targets)
        return
    leave_turn(watch, sight.targets)
    _report(here, before, sight, "")
    _judge(sight)
    if is_last_work(here):
        succeed(here, sight.wave, counts)


def _read_answers(watch: Watch, sight: Sight, targets: Mapping[Place, Target]) -> bool:
    """Settle what DRS has answered; whether that changed anything.

    A place where AWS does not answer holds no other up; raises if it is all of them. What was
    settled before it fell silent is read again all the same.
    """
    changes, troubles = 0, []
    for place in dict.fromkeys(place_of(watch.here, intent) for intent in sight.intents):
        try:
            changes += _read_there(watch, sight, targets, place)
        except (ClientError, BotoCoreError) as error:
            watch.forget()
            troubles.append(silent_place(place, error))
            if not is_transient(error) or len(troubles) >= len(targets):
                raise
    watch.trouble = "; ".join(troubles)
    if changes:
        watch.forget()
    return changes > 0


def _read_there(watch: Watch, sight: Sight, targets: Mapping[Place, Target], place: Place) -> int:
    """Settle what DRS has answered in one place; gives how many changes that made."""
    here = watch.here
    mine = [intent for intent in sight.intents if place_of(here, intent) == place]
    jobs = jobs_in_sight(watch, mine, {key: targets[key] for key in targets if key == place})
    return settle_open(here, mine, jobs) + read_results(here, mine, sight.servers, jobs)


def _until_listing(watch: Watch) -> float:
    """Until the next listing is due; who did not make the last one comes when it is there."""
    until = watch.due + (0 if watch.polled else LATER) - moment()
    return min(max(until, SHORTEST), WAVE_TICK + LATER)


def _check_deadline(sight: Sight) -> None:
    """Raise when the attempt took too long: since its first launch, or its wait for an old one."""
    limit = int(sight.wave.spec.get("timeout") or 0)
    queue = int(sight.wave.spec.get("queue") or 0)
    own = [i for i in sight.intents if i.attempt == sight.wave.attempt and i.state != DROPPED]
    took = at_work(sight.run, own, now())
    if not own and sight.in_flight and sight.wave.state == WaveState.RECOVERING:
        took = now() - sight.wave.since
    if not own and not sight.in_flight:
        _check_queue(sight, queue)
    if limit and took > limit:
        raise RefusedError(f"the wave's timeout of {limit} s passed with servers still missing")


def _check_queue(sight: Sight, limit: int) -> None:
    """Raise when the first launch of the attempt waited too long for quota or for other jobs."""
    waited = 0 if sight.run.hold else now() - sight.wave.since
    if limit and sight.wave.state == WaveState.RECOVERING and waited > limit:
        why = f"; it waits for {sight.wave.waits_for}" if sight.wave.waits_for else ""
        raise RefusedError(f"nothing was launched in {limit} s{why}")


def _report(here: Here, before: Sight, sight: Sight, waits_for: str) -> None:
    """Write what people see, if it changed, and a heartbeat now and then."""
    values = {"state": WaveState.RECOVERING, **_counts(sight), "waits_for": waits_for}
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


def _counts(sight: Sight) -> dict[str, int]:
    states = [server.state for server in sight.servers.values()]
    failed = sum(has_failed(server, sight.wave) for server in sight.servers.values())
    return {"launched": states.count(ServerState.LAUNCHED), "failed": failed}


def _judge(sight: Sight) -> None:
    """Raise with the failed servers if the plan tolerates fewer."""
    failed = [server for server in sight.servers.values() if has_failed(server, sight.wave)]
    lost = counting(failed, len(sight.servers), sight.wave.spec.get("tolerate"))
    if not lost:
        return
    named = "; ".join(f"{server.name} ({server.server}): {server.reason}" for server in lost[:5])
    many = f"{len(failed)} of {counted(len(sight.servers), 'server')}"
    raise RefusedError(f"{many} not launched: {named}")
