"""The guards: what must be true of a source server right before StartRecovery.

A new launch destroys the previous recovery instance of the same source server, in drills too
(DRS user guide, failback-preparing-failover), so each chunk is judged in the pass that launches it.
"""

from dataclasses import dataclass
from enum import StrEnum

from muster.engine.items import Server
from muster.engine.states import ServerState

BROKEN = "EXTENSION_ERROR"


class Verdict(StrEnum):
    """What to do with a server now."""

    LAUNCH = "launch"
    WAIT = "wait"
    DONE = "done"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Facts:
    """What DRS says about one source server at this moment.

    `extension`, `staging` and `staging_error` are status, account and error message of the staging
    area of an extended source server (API shape StagingArea); `lag` in seconds;
    `point_at`: when its newest recovery point was taken, in epoch seconds, UTC, 0: not asked for.
    """

    exists: bool = True
    busy_job: str = ""
    instance: str = ""
    instance_is_drill: bool = False
    instance_job: str = ""
    has_recovery_point: bool = True
    replication: str = "CONTINUOUS"
    lag: int = 0
    point_at: int = 0
    extension: str = ""
    staging: str = ""
    staging_error: str = ""


def judge_server(
    server: Server, facts: Facts, ours: frozenset[str], *, doomed: str = ""
) -> tuple[Verdict, str]:
    """The verdict on one server and its reason; `ours` are the ids of this run's own jobs.

    `doomed`: the instance that an override lets a launch destroy. The first rule that applies
    decides; the order is from the most to the least dangerous.
    """
    mine = facts.instance_job in ours and bool(facts.instance_job)
    meant = facts.instance in {doomed, server.relaunch if mine else ""} - {""}
    live = bool(facts.instance) and not facts.instance_is_drill
    rules = (
        (server.state == ServerState.LAUNCHED, Verdict.DONE, "launched in this run"),
        (not facts.exists, Verdict.REFUSE, "DRS does not know this source server"),
        (bool(facts.busy_job), Verdict.WAIT, f"busy in job {facts.busy_job}"),
        (bool(facts.instance) and mine and not meant, Verdict.REFUSE, _own_leftover(facts)),
        (live and not meant, Verdict.REFUSE, _live(facts)),
        (facts.extension == BROKEN, Verdict.REFUSE, _out_of_reach(facts)),
        (not facts.has_recovery_point, Verdict.REFUSE, _no_point(facts)),
    )
    found = ((verdict, reason) for applies, verdict, reason in rules if applies)
    return next(found, (Verdict.LAUNCH, ""))


def _live(facts: Facts) -> str:
    return f"a launch would destroy the live recovery instance {facts.instance}"


def _own_leftover(facts: Facts) -> str:
    return (
        f"instance {facts.instance} of this run exists although its launch failed; look at it first"
    )


def _out_of_reach(facts: Facts) -> str:
    account = f"staging account {facts.staging}" if facts.staging else "its staging account"
    why = f": {facts.staging_error}" if facts.staging_error else ""
    return f"DRS cannot reach its snapshots in {account}{why}"


def _no_point(facts: Facts) -> str:
    return f"DRS has no recovery point of it yet (replication {facts.replication})"
