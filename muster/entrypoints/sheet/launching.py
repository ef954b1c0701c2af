"""Steps that look at source servers, launch them, and look at what came of it.

Sources: DRS API reference, StartRecovery (a launch terminates the recovery instance that a server
has), DescribeJobs (`launchStatus` of each server; a job is COMPLETED also when servers failed),
DescribeRecoveryInstances, TerminateRecoveryInstances.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from muster.engine.counts import counted
from muster.engine.limits import SERVERS_A_JOB
from muster.entrypoints.sheet.shell import Shell, aws, by_server, kept, table_of, text_of, until
from muster.entrypoints.sheet.values import Step
from muster.model.base import Mode

IS_DRILL: Final = {Mode.DRILL: "--is-drill", Mode.RECOVERY: "--no-is-drill"}
REPLICATION: Final = (
    "items[].[sourceServerID, dataReplicationInfo.dataReplicationState,"
    " dataReplicationInfo.lagDuration]"
)
INSTANCES: Final = "items[].[sourceServerID, recoveryInstanceID, isDrill, ec2InstanceState]"
LAUNCHED: Final = "items[0].participatingServers[].[sourceServerID, launchStatus]"


@dataclass(frozen=True)
class Spot:
    """Source servers of one Region, of which `at_once` are launched by one job of DRS."""

    region: str
    servers: tuple[str, ...]
    at_once: int = SERVERS_A_JOB

    def jobs(self) -> Iterator[tuple[str, ...]]:
        """The servers of each job, in order."""
        for first in range(0, len(self.servers), self.at_once):
            yield self.servers[first : first + self.at_once]


def whose_account(region: str, account: str) -> Step:
    """Who acts, and where."""
    return Step(
        "See that you are in the right account.",
        aws(region, "sts", "get-caller-identity", *text_of("Account")),
        f"`{account}`",
    )


def replication(spot: Spot) -> Iterator[Step]:
    """How far behind the servers are."""
    for servers in spot.jobs():
        look = (*by_server(servers), *table_of(REPLICATION))
        yield Step(
            "See how far behind the servers are.",
            aws(spot.region, "drs", "describe-source-servers", *look),
            "`CONTINUOUS`, or the last state that DRS heard of. Any server with a recovery point"
            " can be launched.",
        )


def nothing_lives(spot: Spot) -> Iterator[Step]:
    """What a launch would destroy."""
    for servers in spot.jobs():
        look = (*by_server(servers), *table_of(INSTANCES))
        yield Step(
            "See that no server has a recovery instance: launching it again would TERMINATE that"
            " instance.",
            aws(spot.region, "drs", "describe-recovery-instances", *look),
            "No line. A server that is listed is left out of the launches below, unless its"
            " instance may go.",
        )


def launch(spot: Spot, mode: Mode, number: int) -> Iterator[Step]:
    """Launch the servers, wait for the jobs, and see what came of each server."""
    for index, servers in enumerate(spot.jobs(), 1):
        job = f"JOB_{number}_{index}"
        yield Step(
            f"Launch {counted(len(servers), 'server')}.",
            kept(job, _started(spot.region, mode, servers)),
            "The id of a job.",
            ("job", "time"),
        )
        yield Step(
            "Wait until the job is over. Launches take 5 to 30 minutes.",
            until(_looked(spot.region, job, text_of("items[0].status")), "COMPLETED"),
        )
        yield Step(
            "See what came of each server.",
            _looked(spot.region, job, table_of(LAUNCHED)),
            "`LAUNCHED` in every line. Of servers that are `FAILED`: launch these alone again.",
            ("time",),
        )


def _started(region: str, mode: Mode, servers: Sequence[str]) -> str:
    named = [f"sourceServerID={server}" for server in servers]
    words = (IS_DRILL[mode], *text_of("job.jobID"), "--source-servers", *named)
    return aws(region, "drs", "start-recovery", *words)


def _looked(region: str, job: str, query: Sequence[str | Shell]) -> str:
    return aws(region, "drs", "describe-jobs", "--filters", Shell(f'jobIDs="${job}"'), *query)


def instances(spot: Spot, number: int) -> Iterator[Step]:
    """Know the EC2 instances of the servers, in a variable of the shell."""
    for index, servers in enumerate(spot.jobs(), 1):
        look = (*by_server(servers), *text_of("items[].ec2InstanceID"))
        yield Step(
            "Note the instances.",
            kept(
                f"INSTANCES_{number}_{index}",
                aws(spot.region, "drs", "describe-recovery-instances", *look),
            ),
            f"{len(servers)} ids that begin with `i-`.",
        )


def clean_up(spot: Spot) -> Iterator[Step]:
    """Terminate what a drill has launched."""
    for index, servers in enumerate(spot.jobs(), 1):
        drill = f"DRILL_{index}"
        look = (*by_server(servers), *text_of("items[?isDrill].recoveryInstanceID"))
        yield Step(
            "List the instances of the drill.",
            kept(drill, aws(spot.region, "drs", "describe-recovery-instances", *look)),
            "All that drills launched of these servers, this drill or another: read them.",
        )
        end = ("--recovery-instance-ids", Shell(f"${drill}"), *text_of("job.jobID"))
        yield Step(
            "Terminate them.",
            aws(spot.region, "drs", "terminate-recovery-instances", *end),
            "The id of a job.",
            ("time",),
        )
