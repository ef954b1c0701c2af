"""Fault scripts at work: on a stage without a world, and in a world whose launches are quick."""

import random
from types import SimpleNamespace

from fakes.embedded_world import DATABASE_1, DATABASE_2, START, TWO_DATABASES, client, world

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.drs.settings import Phases, Range, Timing
from muster.embedded.aws.faults.fault import Stage
from muster.embedded.aws.faults.script import load_faults
from muster.embedded.aws.parts import Settings

SOON = Range(5.0, 6.0)
QUICK = Settings(drs_timing=Timing(linux=Phases(SOON, SOON, SOON, SOON, SOON, SOON)))
"""Launches of half a minute."""


def begun(text, seed=0):
    """A script at work: the play, its clock, and the list of whom it killed."""
    kills = []
    surroundings = SimpleNamespace(clock=Clock(START), inventory=TWO_DATABASES)
    stage = Stage(surroundings, random.Random(seed), lambda *victim: kills.append(victim), drs=None)
    play = load_faults(text).play(stage)
    play.begin()
    return play, surroundings.clock, kills


def faulty(*faults, inventory=TWO_DATABASES, **keywords):
    """A world with quick launches and these faults, each as YAML."""
    text = "\n".join(["faults:", *(f"- {fault}" for fault in faults)])
    return world(inventory, faults=text, settings=QUICK, **keywords)


def launch(a_world, *servers, drill=True):
    """Start a recovery of these servers (both, if none is named); gives the job's id."""
    wanted = [{"sourceServerID": one} for one in servers or (DATABASE_1, DATABASE_2)]
    answer = client(a_world, "drs").start_recovery(isDrill=drill, sourceServers=wanted)
    return answer["job"]["jobID"]


def launched(a_world, *servers, drill=True):
    """The job of such a recovery when it has ended."""
    job_id = launch(a_world, *servers, drill=drill)
    limit = a_world.clock.now() + 7200
    a_world.clock.run_until(lambda: job(a_world, job_id)["status"] == "COMPLETED", limit)
    return job(a_world, job_id)


def job(a_world, job_id):
    found = client(a_world, "drs").describe_jobs(filters={"jobIDs": [job_id]})
    return found["items"][0]


def statuses(a_job):
    """The launch status of each server of a job, by server."""
    servers = a_job["participatingServers"]
    return {one["sourceServerID"]: one["launchStatus"] for one in servers}


def instances(a_world):
    """The id of the recovery instance of each source server."""
    found = client(a_world, "drs").describe_recovery_instances()["items"]
    return {one["sourceServerID"]: one["recoveryInstanceID"] for one in found}


def pass_time(a_world, seconds):
    a_world.clock.advance_to(a_world.clock.now() + seconds)
