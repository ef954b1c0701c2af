"""What is promised to everybody else: that nothing of theirs is touched."""

from soak.places import targets
from soak.promises.looking import Words, ids, jobs_of
from soak.witness import runs


def nothing_of_others_is_touched(story) -> Words:
    """Instances of nobody's plan live on, and every job of a run has its own servers only."""
    here = targets(story.stage)[0]
    for server, instance in story.strangers.items():
        if instance not in here.instances or not runs(story.stage, instance):
            yield f"{instance} of {server} is gone"
    for team in story.teams:
        own = ids(story.stage.items(f"RUN#{team.run}", "SRV#"))
        for job in jobs_of(story, team.run):
            if set(job.participants) - own:
                yield f"{job.id} has servers of others: {sorted(set(job.participants) - own)}"
    by_muster = [entry for entry in story.witness.terminated if "assumed-role/muster" in entry[0]]
    yield from (f"terminated during a run: {entry}" for entry in by_muster)


def no_live_instance_is_destroyed(story) -> Words:
    """No server is launched of which an instance is in use after a recovery."""
    for launch in story.witness.launches:
        if launch.doomed:
            yield f"wave {launch.wave} of {launch.run} launched over {launch.doomed}"


def nobody_launches_what_another_run_holds(story) -> Words:
    """A run launches servers whose lock it holds: a drill that made way launches nothing more."""
    for launch in story.witness.launches:
        if launch.foreign:
            yield f"{launch.run} launched {launch.foreign} without their lock"
