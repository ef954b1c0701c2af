"""aws-elasticdrs-orchestrator of December 2025: a finder wakes a poller that adapts its pace.

The finder runs every 30 s; a job is looked at if 45 s (PENDING), 15 s (STARTED) or 30 s (servers in
progress) have passed since the last look. The next wave starts in the look that sees the end.
"""

from benchmarks.makespan.ground import Ground, StoppedError
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import in_line
from muster.embedded.aws.kit import AwsError

FINDER = 30.0
PACES = {"PENDING": 45.0, "STARTED": 15.0}


def play(ground: Ground) -> None:
    for wave in in_line(ground.waves):
        try:
            job = ground.start(wave.servers)
        except AwsError as error:
            raise StoppedError(f"{wave.name}: {error}") from error
        _watch(ground, job)


def _watch(ground: Ground, job: str) -> None:
    status, waited = "PENDING", 0.0
    while True:
        ground.sleep(FINDER)
        waited += FINDER
        if waited < PACES[status]:
            continue
        look, waited = ground.look(job), 0.0
        if look.failed:
            raise StoppedError(f"{len(look.failed)} failed, which fails the plan")
        if look.is_over:
            return
        status = look.status


POLICY = Policy("aws-elasticdrs-orchestrator Dec 2025", play)
