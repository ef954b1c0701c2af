"""aws-elasticdrs-orchestrator v6.2 (8857e560): a Step Functions loop around two functions.

One job a wave; 30 s of Wait and 2 s for the two hops between looks; the next wave starts in the
look that sees the end. A failed server fails the plan. A plan of more than 500 servers is refused.
"""

from benchmarks.makespan.ground import Ground, StoppedError
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import Scenario, in_line
from muster.embedded.aws.kit import AwsError

LOOP = 30.0 + 2.0
SERVERS_A_PLAN = 500


def play(ground: Ground) -> None:
    for wave in in_line(ground.waves):
        try:
            job = ground.start(wave.servers)
        except AwsError as error:
            raise StoppedError(f"{wave.name}: {error}") from error
        look = ground.watch(job, LOOP)
        if look.failed:
            raise StoppedError(f"{len(look.failed)} failed, which fails the plan")


def refuses(scenario: Scenario) -> str:
    too_many = len(scenario.servers) > SERVERS_A_PLAN
    return f"more than {SERVERS_A_PLAN} servers in a plan" if too_many else ""


POLICY = Policy("aws-elasticdrs-orchestrator v6.2", play, refuses)
