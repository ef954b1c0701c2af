"""Launching what a wave is missing: guards, recovery points, quotas, then jobs."""

from collections.abc import Sequence
from typing import Any

from muster.engine.guards import Verdict, judge_server
from muster.engine.packing import chunks, room_left
from ssm_documents.scripts.lib.facts import busy_servers, gather
from ssm_documents.scripts.lib.here import Here, RefusedError
from ssm_documents.scripts.lib.holding import give_back
from ssm_documents.scripts.lib.placing import fail_server, place
from ssm_documents.scripts.lib.points import points_of
from ssm_documents.scripts.lib.sight import Sight


def launch_missing(here: Here, sight: Sight, jobs: list[dict[str, Any]]) -> str:
    """Launch what may be launched; gives what the rest waits for."""
    if not sight.missing:
        return ""
    if sight.run.hold or sight.run.abort:
        return _hold(here, sight)
    ready, waits_for = _judged(here, sight, jobs)
    busy = busy_servers(jobs)
    room = room_left(len(set(busy.values())), len(busy))
    for chunk in chunks(ready, room):
        points = _pointed(here, sight, chunk)
        if points:
            waits_for = place(here, sight.run, sight.wave, tuple(points), points) or waits_for
    if ready and not (room.jobs and room.servers):
        waits_for = "all DRS jobs of the account and Region are taken"
    return waits_for


def _pointed(here: Here, sight: Sight, ready: Sequence[str]) -> dict[str, str]:
    """The servers that have the chosen recovery point; the others fail."""
    points = points_of(here.region, sight.run.point_in_time, ready)
    for server in ready:
        if server not in points:
            why = f"it has no recovery point for {sight.run.point_in_time}"
            fail_server(here, sight.wave, server, why)
    return points


def _hold(here: Here, sight: Sight) -> str:
    if not sight.in_flight and sight.run.hold and not sight.run.abort:
        give_back(here)
    if not sight.in_flight:
        raise RefusedError(f"the run is aborted; servers not launched: {len(sight.missing)}")
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
