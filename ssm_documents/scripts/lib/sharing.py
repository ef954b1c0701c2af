"""The shared item of a target: one listing of DRS's jobs for all waves, one queue for its room."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.items import Intent
from muster.engine.jobs import Job
from muster.engine.keys import target_key
from muster.engine.limits import CLOCKS, INTENT_GIVEN_UP
from muster.engine.polling import (
    has_turn,
    list_since,
    needs_listing,
    next_poll,
    take_turn,
    with_listing,
    without_listing,
    without_turn,
)
from muster.engine.states import IntentState
from muster.engine.target import Target, after, read_target
from muster.engine.writes import Write
from ssm_documents.scripts.lib.clients import is_transient
from ssm_documents.scripts.lib.forgotten import job_not_listed
from ssm_documents.scripts.lib.here import Here, moment, now
from ssm_documents.scripts.lib.intents import oldest_unsettled
from ssm_documents.scripts.lib.jobs import jobs_named, poll_jobs, recent_jobs
from ssm_documents.scripts.lib.places import Place, place_of, where
from ssm_documents.scripts.lib.sight import Sight, Watch

TRIES = 8
OUTDATED = 60
"""A listing of jobs that is older than this, in seconds, is something that people must know of."""
ASK_AGAIN = 60
"""A job that the snapshot lacks is asked for this often, in seconds: DRS allows few calls."""


@dataclass
class Shared:
    """The shared item as it was last seen, and the way to change it."""

    here: Here
    target: Target

    def change(self, make: Callable[[Target], Write | None], *beside: Write) -> bool:
        """Write what `make` says of the target, and what goes with it, in one transaction.

        Whenever another wave was faster, `make` is asked again with what that left; it gives None
        if there is nothing to write any more. False then, or if a condition of `beside` fails.
        """
        for _ in range(TRIES):
            write = make(self.target)
            if write is None:
                return False
            if self.here.table.write(write, *beside):
                self.target = after(self.target, write)
                return True
            seen = self.target.version
            self.read()
            if self.target.version == seen:
                return False
        return False

    def read(self) -> None:
        """See it as it is now."""
        place = self.target.account, self.target.region
        self.target = read_target(*place, self.here.table.get(target_key(*place)))


def renew(watch: Watch, sight: Sight) -> dict[Place, Target]:
    """The targets of the wave, their jobs listed anew where that is due and nobody else does it.

    One for which DRS does not answer holds the others up for nothing. Raises if it is all of them.
    """
    watch.polled = False
    found, troubles = dict(sight.targets), []
    for place, target in sight.targets.items():
        try:
            found[place] = _renewed(watch, place, target)
        except (ClientError, BotoCoreError) as error:
            troubles.append(error)
            if not is_transient(error) or len(troubles) == len(found):
                raise
    watch.due = min((next_poll(target) for target in found.values()), default=0)
    return found


def leave_turn(watch: Watch, targets: Mapping[Place, Target]) -> None:
    """The wave needs no listing any more: whoever comes first makes the next one."""
    for target in targets.values():
        Shared(watch.here, target).change(lambda found: without_turn(found, watch.here.execution))


def _renewed(watch: Watch, place: Place, target: Target) -> Target:
    shared = Shared(watch.here, target)
    watch.polled |= poll_in_turn(shared, place) is not None
    return shared.target


def poll_in_turn(shared: Shared, place: Place, since: int = 0) -> list[Job] | None:
    """List the jobs if that is due and nobody else's turn; None if not. Empty: DRS said nothing.

    `since` (epoch seconds): jobs created as early as that are listed, too.
    """
    me = shared.here.execution
    if not needs_listing(shared.target, me, moment()):
        return None
    if not has_turn(shared.target, me, moment()):
        turn = take_turn(shared.target, me, now())
        if not shared.here.table.write(turn):
            shared.read()
            return None
        shared.target = after(shared.target, turn)
    return _poll(shared, place, since)


def _poll(shared: Shared, place: Place, since: int) -> list[Job]:
    """List the jobs, once; what AWS does not tell now it is asked for at the next turn."""
    began, early = moment(), list_since(shared.target, now())
    early = min(since or early, early)
    try:
        jobs = poll_jobs(where(shared.here, place), early)
    except (ClientError, BotoCoreError) as error:
        if not is_transient(error):
            raise
        shared.change(lambda found: without_listing(found, began))
        if began - shared.target.listed_at > OUTDATED:
            raise
        return []
    shared.change(
        lambda found: with_listing(found, jobs, early, began) if found.listed_at <= began else None
    )  # who was slow does not write over a newer listing
    return jobs


def jobs_in_sight(
    watch: Watch, intents: Sequence[Intent], targets: Mapping[Place, Target]
) -> list[Job]:
    """The jobs of all targets, and those of unsettled intents that no snapshot shows (any more).

    An execution that takes over after hours looks for what was launched before.
    """
    listed = {job.job: job for target in targets.values() for job in target.jobs}
    found = {**watch.older, **listed}
    told = {name for name, job in found.items() if name in listed or job.is_over}
    for place, target in targets.items():
        mine = [i for i in intents if place_of(watch.here, i) == place]
        late = [i for i in mine if _is_out_of_sight(i, target, told)]
        if late and now() - watch.asked.get(str(place), 0) >= ASK_AGAIN:
            watch.asked[str(place)] = now()
            watch.older |= {job.job: job for job in _older(watch.here, place, late)}
            found |= watch.older
    return list(found.values())


def _is_out_of_sight(intent: Intent, target: Target, told: Container[str]) -> bool:
    if intent.state == IntentState.PLACED:
        return intent.job not in told and intent.at < target.listed_at - CLOCKS
    return intent.state == IntentState.OPEN and intent.at < target.listed_since


def _older(here: Here, place: Place, intents: Sequence[Intent]) -> list[Job]:
    there = where(here, place)
    opened = [intent for intent in intents if intent.state == IntentState.OPEN]
    if opened:
        return recent_jobs(there, oldest_unsettled(intents, now()))
    found = jobs_named(there, [intent.job for intent in intents])
    listed = {job.job for job in found}
    lost = [i for i in intents if i.job not in listed and now() - i.at > INTENT_GIVEN_UP]
    return [*found, *(job_not_listed(there, intent) for intent in lost)]
