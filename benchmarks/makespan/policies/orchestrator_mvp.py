"""aws-elasticdrs-orchestrator as it began (johnjcousens/aws-elasticdrs-orchestrator, 02a48fa).

One job a server, 15 s between servers, 30 s between waves, 30, 60 and 120 s after a conflict; the
end of a wave is not waited for. A server that is refused for another reason is left behind.
"""

from benchmarks.makespan.ground import Ground
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import in_line
from muster.embedded.aws.kit import AwsError

BETWEEN_SERVERS, BETWEEN_WAVES = 15.0, 30.0
AFTER_CONFLICT = (30.0, 60.0, 120.0)


def play(ground: Ground) -> None:
    for number, wave in enumerate(in_line(ground.waves)):
        if number:
            ground.sleep(BETWEEN_WAVES)
        for place, server in enumerate(wave.servers):
            if place:
                ground.sleep(BETWEEN_SERVERS)
            _start(ground, server)


def _start(ground: Ground, server: str) -> None:
    for pause in (*AFTER_CONFLICT, 0.0):
        try:
            ground.start([server])
        except AwsError as error:
            if error.code != "ConflictException":
                return
        else:
            return
        ground.sleep(pause)


POLICY = Policy("aws-elasticdrs-orchestrator MVP", play, within_quotas=False)
