"""What is promised of launches: in order, once, inside every quota."""

from collections import Counter

from soak.places import targets
from soak.promises.looking import Words


def no_launch_before_its_needs(story) -> Words:
    """No server is launched before everything that its wave needs succeeded or was skipped.

    No hook runs earlier either: the wave itself begins later than that.
    """
    yield from story.witness.early
    for launch in story.witness.launches:
        if launch.unready:
            yield f"wave {launch.wave} launched {launch.servers} while {launch.unready}"


def no_server_twice_in_an_attempt(story) -> Words:
    """No server is launched twice in one attempt of its wave."""
    seen = Counter(
        (launch.run, launch.wave, launch.attempt, server)
        for launch in story.witness.launches
        for server in launch.servers
    )
    yield from (f"{key} launched {count} times" for key, count in seen.items() if count > 1)


def nothing_recovered_is_launched_again(story) -> Words:
    """What a run has recovered it never launches again while the instance exists."""
    for launch in story.witness.launches:
        if launch.repeated:
            yield f"wave {launch.wave} of {launch.run} has {launch.repeated}, and launched again"


def quotas_hold(story) -> Words:
    """No job exceeds a quota of DRS at any moment, and none of the usual ones is ever tried."""
    for target in targets(story.stage):
        yield from _over_quota(target)
    refused = story.stage.world.journal.errors["drs:StartRecovery", "ServiceQuotaExceededException"]
    if refused and not story.case.has_small_quotas:
        yield f"{refused} launches over the usual quotas were tried"


def _over_quota(target):
    jobs = sorted(target.jobs.values(), key=lambda job: job.created)
    for job in jobs:
        active = [j for j in jobs if j.created <= job.created < (j.ended or float("inf"))]
        busy = Counter(server for j in active for server in j.participants)
        if len(job.participants) > target.quotas.servers_per_job.limit:
            yield f"{len(job.participants)} servers in job {job.id}"
        if len(active) > target.quotas.jobs_in_progress.limit:
            yield f"{len(active)} jobs at once"
        if busy.total() > target.quotas.servers_in_all_jobs.limit or max(busy.values()) > 1:
            yield f"servers in jobs at once: {busy}"
