"""DRS's jobs for who is no wave: from the listing that all share, which is made when it is due.

DRS is asked for its jobs five times a minute for each account and Region, whoever wants to know.
"""

import time

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.jobs import Job
from muster.engine.limits import JOBS_AT_FIRST
from muster.engine.polling import without_turn
from muster.engine.target import read_target
from ssm_documents.scripts.lib.clients import is_transient
from ssm_documents.scripts.lib.here import Here, moment, now
from ssm_documents.scripts.lib.jobs import recent_jobs
from ssm_documents.scripts.lib.places import Place, where
from ssm_documents.scripts.lib.sharing import Shared, poll_in_turn

FRESH = 20
"""A listing that is at most so old, in seconds, is as good as one's own: DRS's own lags, too."""
PATIENCE = 45
"""So long somebody else's listing is waited for; then one is made out of turn."""
UNTIL_DUE = 2
"""How long to wait before the shared item is read again, in seconds."""


def jobs_there(here: Here, place: Place, *, since: int = 0, not_before: int = 0) -> list[Job]:
    """The jobs of a place that are under way, or were lately, other people's included.

    `since`: all jobs created since then (epoch seconds) are wanted, `not_before`: as they were
    after that moment.
    """
    shared = Shared(here, read_target(*place, {}))
    until = moment() + PATIENCE
    while moment() < until:
        shared.read()
        listed_at = shared.target.listed_at
        if not since and listed_at > not_before and moment() - listed_at <= FRESH:
            return list(shared.target.jobs)
        listed = _asked_in_turn(shared, place, since)
        if listed is None:
            time.sleep(UNTIL_DUE)
        elif shared.target.listed_at > listed_at:
            shared.change(lambda found: without_turn(found, here.execution))
            return listed
    return recent_jobs(where(here, place), since or now() - JOBS_AT_FIRST)


def _asked_in_turn(shared: Shared, place: Place, since: int) -> list[Job] | None:
    """As `poll_in_turn`; that AWS does not answer now is no reason to give up."""
    try:
        return poll_in_turn(shared, place, since)
    except (ClientError, BotoCoreError) as error:
        if not is_transient(error):
            raise
        return None
