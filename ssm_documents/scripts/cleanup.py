"""Pack document `muster-cleanup`: terminate exactly the instances of one drill, and verify it.

Ours means: `isDrill`, and launched by a job of one of the run's intents. Nothing else is touched,
nor what fails back to its source meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from muster.engine.instances import instance_id, is_spare
from muster.engine.items import Run, Server
from muster.engine.jobs import Job, busy_servers, own_jobs
from muster.engine.keys import cleanup_key, server_lock_key
from muster.engine.limits import INTENT_GIVEN_UP
from muster.engine.states import RUN_TERMINAL, IntentState, Mode
from muster.engine.writes import update
from ssm_documents.scripts.lib.automation import started_by
from ssm_documents.scripts.lib.clients import Where
from ssm_documents.scripts.lib.facts import instances_of
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_servers,
    now,
    open_here,
)
from ssm_documents.scripts.lib.intents import intents_of_run, oldest_unsettled, settle_tagged
from ssm_documents.scripts.lib.listing import jobs_there
from ssm_documents.scripts.lib.locks import CLEANUP, release_locks, take_all
from ssm_documents.scripts.lib.passes import repeat
from ssm_documents.scripts.lib.people import load_people, person_behind
from ssm_documents.scripts.lib.places import Place, by_place, where
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.results import LISTED_WITHIN
from ssm_documents.scripts.lib.tell import tell
from ssm_documents.scripts.lib.terminating import (
    failed_terminations,
    terminate,
    why_not_terminated,
)
from ssm_documents.scripts.lib.unlisted import launched_by

ACTIONS = (
    "drs:DescribeJobLogItems",
    "drs:DescribeJobs",
    "drs:DescribeRecoveryInstances",
    "drs:TerminateRecoveryInstances",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstances",
    "events:PutEvents",
    "ssm:GetAutomationExecution",
    "sts:AssumeRole",
)
LOOK_AGAIN = 15
"""How often the jobs are listed until none is under way, in seconds."""
NO_EPOCH = 0
NOT_DONE = "instances of this drill, or DRS jobs of it, are still there; look at them in DRS"
"""After the hundred passes of the loop before."""
FAILING_BACK = (
    "{} of this drill fail back to their sources and stay; if they are to go, end the failback in"
    " DRS, then clean up again"
)
UNLISTED = (
    "DRS does not list {} of this drill, which EC2 still has; terminate them in EC2, then clean up"
    " again"
)


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Again` (yes or no) and the `Text`; raises if the run cannot be cleaned up now."""
    here = open_here(events)
    try:
        return _cleaned(here, events)
    except RefusedError as error:
        record(here, f"refused/{here.execution}", f"clean-up failed: {error}", who=_who(here))
        tell(here, "run changed", verb="cleanup")
        raise


def _cleaned(here: Here, events: Mapping[str, Any]) -> dict[str, Any]:
    run = load_run(here)
    _check(run)
    holder = open_here({**events, "run": f"{CLEANUP}{run.run}"})
    seen = _Seen(now())
    if repeat(lambda: not _left(here, holder, seen), lambda: LOOK_AGAIN, print):
        return {"Again": "no", "Text": _done(here, holder)}
    if events.get("report"):
        raise RefusedError(NOT_DONE)
    return {"Again": "yes", "Text": "still terminating"}


def _check(run: Run) -> None:
    if run.mode != Mode.DRILL:
        raise RefusedError("only a drill is cleaned up; a recovery's instances are production now")
    if run.state not in RUN_TERMINAL:
        raise RefusedError(f"the run is {run.state}; clean it up when it has ended")


@dataclass(frozen=True)
class Rest:
    """What is left of the drill in one account and Region; `busy` are the servers of any job.

    `started` are the drill's own jobs; `is_fresh`: one of them ended so lately that DRS may not
    list its instances yet. `kept`: instances of the drill that fail back, and stay. `failed`: the
    job that last failed to terminate its instance, by server, where further ones are of no use.
    """

    there: Where
    ours: Sequence[Mapping[str, Any]]
    busy: Mapping[str, str]
    at_work: bool
    started: frozenset[str]
    is_fresh: bool
    kept: Sequence[str]
    failed: Mapping[str, str]

    @property
    def to_do(self) -> list[str]:
        """The instances that DRS may be asked to terminate now."""
        passed_over = {*self.busy, *self.failed}
        return [
            i["recoveryInstanceID"] for i in self.ours if i["sourceServerID"] not in passed_over
        ]

    @property
    def is_waiting(self) -> bool:
        """Whether an instance of the drill is in a job."""
        return any(i["sourceServerID"] in self.busy for i in self.ours)

    @property
    def named(self) -> list[str]:
        """The instances, as EC2 calls them."""
        return [instance_id(i) for i in self.ours]


@dataclass
class _Seen:
    """When this pass began, and the places of which it has looked through the older jobs."""

    began: int
    older: set[Place] = field(default_factory=set)


def _left(here: Here, holder: Here, seen: _Seen) -> bool:
    """Terminate what is left of the drill; True while something is."""
    places = by_place(here, load_servers(here))
    rests = [_rest(here, place, servers, seen) for place, servers in places.items()]
    ours = [instance for rest in rests for instance in rest.ours]
    if not ours and not any(rest.at_work for rest in rests):
        return _may_still_appear(here) or _is_left_in_ec2(rests)
    _note(here, len(ours))
    take_all(holder, [server_lock_key(i["sourceServerID"]) for i in ours], NO_EPOCH)
    for rest in rests:
        terminate(rest.there, rest.to_do)
    _check_goes_on(rests)
    return True


def _check_goes_on(rests: Sequence[Rest]) -> None:
    """Raise `RefusedError` if nothing is left but what DRS does not terminate."""
    if any(rest.to_do or rest.at_work or rest.is_waiting for rest in rests):
        return
    stuck = [rest for rest in rests if rest.ours]
    told = (why_not_terminated(rest.there, rest.failed, rest.named) for rest in stuck)
    raise RefusedError("; ".join(told))


def _rest(here: Here, place: Place, servers: Sequence[Server], seen: _Seen) -> Rest:
    there, jobs = where(here, place), _jobs(here, place, seen)
    started = _started(here, jobs)
    found = instances_of(there, [server.server for server in servers])
    drills = [i for i in found if i.get("isDrill") and i.get("jobID") in started]
    ours = [i for i in drills if is_spare(i)]
    kept = [instance_id(i) for i in drills if not is_spare(i)]
    busy = busy_servers(jobs)
    at_work = any(job in started for job in busy.values())
    lately = now() - LISTED_WITHIN
    is_fresh = any(job.job in started and job.ended >= lately for job in jobs)
    failed = failed_terminations(jobs, seen.began)
    return Rest(there, ours, busy, at_work, started, is_fresh, kept, failed)


def _jobs(here: Here, place: Place, seen: _Seen) -> Sequence[Job]:
    """The jobs as they were after this pass began: the run launches nothing any more.

    Once a pass older ones, too, if there are intents without a job: it may have got one since.
    """
    jobless = [intent for intent in intents_of_run(here) if not intent.job]
    if jobless and place not in seen.older:
        jobs = jobs_there(here, place, since=oldest_unsettled(jobless, now()))
        seen.older.add(place)
        return jobs
    return jobs_there(here, place, not_before=seen.began)


def _is_left_in_ec2(rests: Sequence[Rest]) -> bool:
    """Whether EC2 has instances of the drill that DRS does not list yet.

    Raises `RefusedError` naming them if DRS lists them no more: it terminates only what it lists;
    and naming those that fail back.
    """
    left = [(rest, launched_by(rest.there, rest.started)) for rest in rests]
    named = [instance for _, found in left for instance in found]
    if any(rest.is_fresh for rest, found in left if found):
        return True
    kept = [instance for rest in rests for instance in rest.kept]
    wrong = {FAILING_BACK: kept, UNLISTED: named}
    if told := [text.format(", ".join(those)) for text, those in wrong.items() if those]:
        raise RefusedError("; ".join(told))
    return False


def _started(here: Here, jobs: Sequence[Job]) -> frozenset[str]:
    """The jobs that this run started: those on record, and those that carry its tags."""
    intents = intents_of_run(here)
    return own_jobs([*intents, *settle_tagged(here, intents, jobs)])


def _may_still_appear(here: Here) -> bool:
    """Whether a launch was asked for so shortly ago that its job may not be listed yet."""
    opened = [i for i in intents_of_run(here) if i.state == IntentState.OPEN]
    return any(now() - intent.at <= INTENT_GIVEN_UP for intent in opened)


def _note(here: Here, count: int) -> None:
    """Who cleans up now: a lock of somebody who does so no more is free."""
    values = {"state": "terminating", "since": now(), "execution": here.execution}
    write = update(cleanup_key(here.run), values | {"instances": count})
    here.table.write(write)


def _done(here: Here, holder: Here) -> str:
    servers = [server.server for server in load_servers(here)]
    release_locks(holder, [server_lock_key(server) for server in servers], NO_EPOCH)
    values = {"state": "done", "ended_at": now()}
    here.table.write(update(cleanup_key(here.run), values))
    text = f"no drill instance of run {here.run} is left"
    record(here, f"cleanup/{here.execution}", text, who=_who(here))
    tell(here, "cleanup done")
    return text


def _who(here: Here) -> str:
    return person_behind(load_people(here), started_by(here.region, here.execution))
