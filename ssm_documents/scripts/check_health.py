"""Wave document: are the recovered instances healthy? The next wave waits for the answer.

Launched is not healthy: each server has to pass the wave's checks, in their order. How far it is
stands in its item, so that the next pass, or the next execution, goes on there.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.counts import counted
from muster.engine.health import answered, begun, gone, unanswered, unhealthy, waiting
from muster.engine.items import Server, Wave
from muster.engine.keys import server_key, wave_key
from muster.engine.shortfall import counting
from muster.engine.states import ServerState, WaveState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.checks.table import asker
from ssm_documents.scripts.lib.clients import (
    OutOfTimeError,
    check_time,
    is_transient,
    within,
)
from ssm_documents.scripts.lib.ending import is_last_work, succeed
from ssm_documents.scripts.lib.gone import terminated
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_servers,
    now,
    open_here,
    own_wave,
    show_trouble,
)
from ssm_documents.scripts.lib.holding import stop_if_ending
from ssm_documents.scripts.lib.passes import repeat
from ssm_documents.scripts.lib.sight import has_failed

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstanceStatus",
    "ec2:DescribeInstances",
    "events:PutEvents",
    "lambda:InvokeFunction",
    "ssm:DescribeInstanceInformation",
    "ssm:ListCommandInvocations",
    "ssm:SendCommand",
    "sts:AssumeRole",
)
ASK_AGAIN = 15
"""How often what has not passed its check is asked, in seconds."""
ASKED_FOR = 240
"""So long a check is asked in one round, in seconds: what it finds must still be written down."""
KEPT = ("health", "checked", "passed", "tries", "finding")
"""What of a server these checks write."""


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Again` (yes or no); raises with what is unhealthy when the time is over."""
    here = open_here(events)
    done = repeat(lambda: _tick(here), lambda: ASK_AGAIN, lambda text: show_trouble(here, text))
    return {"Again": "no" if done else "yes"}


def _tick(here: Here) -> bool:
    """Ask every server that has a check before it; True when none has any more."""
    wave = own_wave(here)
    stop_if_ending(load_run(here))
    since = wave.since if wave.state == WaveState.CHECKING else now()
    known = load_servers(here, here.wave)
    launched = [begun(s, wave.attempt) for s in known if s.state == ServerState.LAUNCHED]
    checks = [_check(each) for each in wave.spec.get("health") or ()]
    after = _ask_all(here, checks, launched, now() - since)
    _keep(here, known, after)
    still = waiting(after)
    _report(here, since, still)
    if still or not _judge(wave, known, after):
        return False
    if is_last_work(here):
        succeed(here, wave, {})
    return True


def _check(written: Mapping[str, Any]) -> dict[str, Any]:
    """A check of the published plan, by the keys of the plan file."""
    check = {key: value for key, value in written.items() if value is not None}
    return {**check, "from": check.get("source", "instance")}


def _ask_all(
    here: Here, checks: Sequence[Mapping[str, Any]], servers: Sequence[Server], waited: int
) -> list[Server]:
    """The servers after one round; who passes a check is asked the next one at once."""
    known = {server.server: server for server in servers}
    refused: list[Server] = []
    for number in range(len(checks)):
        due = [s for s in waiting(known.values()) if s.passed == number]
        if due:
            asked = _ask(here, checks, due, waited)
            known |= {server.server: server for server in asked}
            refused += [server for server in asked if server.finding]
    for server, state in (terminated(here, refused) if refused else {}).items():
        known[server] = gone(known[server], state)
    return list(known.values())


def _ask(
    here: Here, checks: Sequence[Mapping[str, Any]], due: Sequence[Server], waited: int
) -> list[Server]:
    """The servers that were asked their present check, which is the same for all of them.

    If AWS does not answer, their deadline may be over all the same. A check that the pass has no
    time left for is asked by the next one.
    """
    check = checks[due[0].passed]
    try:
        with within(time.monotonic() + ASKED_FOR):
            found = asker(check)(here, check, due)
    except OutOfTimeError:
        check_time()
        return [unanswered(s, checks, f"nothing in {ASKED_FOR} s", waited) for s in due]
    except (ClientError, BotoCoreError) as error:
        if not is_transient(error):
            raise
        return [unanswered(server, checks, str(error), waited) for server in due]
    known = {server.server: server for server in due}
    return [answered(known[name], checks, why, waited) for name, why in found.items()]


def _keep(here: Here, before: Sequence[Server], after: Sequence[Server]) -> None:
    """Write down what has changed."""
    known = {server.server: server for server in before}
    changed = [server for server in after if server != known[server.server]]
    here.table.write_each(
        update(
            server_key(here.run, here.wave, server.server),
            {key: getattr(server, key) for key in KEPT},
            equals("instance", server.instance),
        )
        for server in changed
    )


def _report(here: Here, since: int, still: Sequence[Server]) -> None:
    named = "; ".join(f"{s.name}: {s.finding}" if s.finding else s.name for s in still[:3])
    values = {
        "state": WaveState.CHECKING,
        "since": since,
        "heartbeat": now(),
        "waits_for": f"health of {counted(len(still), 'server')}: {named}" if still else "",
    }
    mine = equals("owner", here.execution)
    here.table.write(update(wave_key(here.run, here.wave), values, mine))


def _judge(wave: Wave, known: Sequence[Server], after: Sequence[Server]) -> bool:
    """True if the wave may go on; raises with the servers that did not pass."""
    sick = unhealthy(after, wave.attempt)
    failed = [server for server in known if has_failed(server, wave)]
    if not sick or not counting([*sick, *failed], len(known), wave.spec.get("tolerate")):
        return True
    named = "; ".join(f"{s.name} ({s.instance or 'no instance'}): {s.finding}" for s in sick[:5])
    raise RefusedError(f"{len(sick)} of {counted(len(known), 'server')} not healthy: {named}")
