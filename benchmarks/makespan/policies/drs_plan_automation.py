"""drs-plan-automation (aws-samples/drs-tools, ffcbfa8): Step Functions, applications side by side.

Each action and each job is looked at every 30 s, and a look takes a second more; starting an action
takes a second. A completed job is a success, whatever became of its servers; so is a job that could
not be started. A query for servers ends at 200; a job is waited for 15 minutes at most.
"""

import math
from functools import partial

from benchmarks.makespan.ground import Ground, StoppedError
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import Scenario, Wave, chains
from muster.embedded.aws.kit import AwsError

LOOP = 30.0 + 1.0
START = 1.0
LONGEST_WAIT = 900.0
SERVERS_A_QUERY = 200


def play(ground: Ground) -> None:
    ground.together(partial(_application, ground, waves) for waves in chains(ground.waves))


def _application(ground: Ground, waves: tuple[Wave, ...]) -> None:
    for wave in waves:
        _act(ground, wave.before)
        _launch(ground, wave)
        _act(ground, wave.after)


def _act(ground: Ground, actions: tuple[float, ...]) -> None:
    for seconds in actions:
        ground.sleep(START + math.ceil(seconds / LOOP) * LOOP)


def _launch(ground: Ground, wave: Wave) -> None:
    try:
        job = ground.start(wave.servers)
    except AwsError:
        return
    waited = 0.0
    while True:
        ground.sleep(LOOP)
        waited += LOOP
        if ground.look(job).is_over:
            return
        if ground.caps and waited > LONGEST_WAIT:
            raise StoppedError(f"{wave.name}: its job took longer than 15 minutes")


def refuses(scenario: Scenario) -> str:
    too_many = len(scenario.servers) > SERVERS_A_QUERY
    return f"finds {SERVERS_A_QUERY} servers, forgets the others" if too_many else ""


POLICY = Policy("drs-plan-automation", play, refuses, within_quotas=False)
