"""DRS in one account and Region, and all of them together."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from muster.embedded.aws.context import Context
from muster.embedded.aws.drs import errors
from muster.embedded.aws.drs.resources import Job, RecoveryInstance, SourceServer
from muster.embedded.aws.drs.settings import Quotas, Timing

PARTITIONS = (("us-gov-", "aws-us-gov"), ("cn-", "aws-cn"), ("eusc-", "aws-eusc"))


@dataclass
class Target:
    """The state of DRS in one account and Region. `initialized` may be switched at will."""

    world: Context
    account: str
    region: str
    quotas: Quotas
    timing: Timing
    at: Callable[[str, str], "Target"]
    """DRS in another account and Region."""
    initialized: bool = False
    servers: dict[str, SourceServer] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    instances: dict[str, RecoveryInstance] = field(default_factory=dict)

    def now(self) -> float:
        """The virtual present (epoch seconds, UTC)."""
        return self.world.clock.now()

    def arn(self, kind: str, resource_id: str) -> str:
        """The ARN of a resource of DRS, e.g. kind `source-server`."""
        partition = next((p for start, p in PARTITIONS if self.region.startswith(start)), "aws")
        return f"arn:{partition}:drs:{self.region}:{self.account}:{kind}/{resource_id}"

    def server(self, server_id: str) -> SourceServer:
        """The source server; raises `ResourceNotFoundException`."""
        if server_id not in self.servers:
            raise errors.not_found("SourceServer", server_id)
        return self.servers[server_id]

    def job(self, job_id: str) -> Job:
        """The job; raises `ResourceNotFoundException`."""
        if job_id not in self.jobs:
            raise errors.not_found("Job", job_id)
        return self.jobs[job_id]

    def instance(self, instance_id: str) -> RecoveryInstance:
        """The recovery instance that DRS still knows; raises `ResourceNotFoundException`."""
        found = self.instances.get(instance_id)
        if found is None or found.deleted:
            raise errors.not_found("RecoveryInstance", instance_id)
        return found

    def instances_of(self, server_id: str) -> list[RecoveryInstance]:
        """Every instance of the server that DRS has not terminated, forgotten ones too."""
        return [i for i in self.instances.values() if i.server.id == server_id]

    def jobs_in_progress(self) -> list[Job]:
        """The jobs that have not completed."""
        return [job for job in self.jobs.values() if job.in_progress]

    def is_busy(self, server_id: str) -> bool:
        """Whether a job in progress holds the source server (quota: one job a server)."""
        return any(server_id in job.participants for job in self.jobs_in_progress())

    def ec2(self, principal: str) -> Any:
        """An EC2 client that acts with `principal`'s permissions, as DRS does with its caller's."""
        return self.world.client("ec2", principal=principal, region=self.region)


class Targets:
    """DRS everywhere: a `Target` for each account and Region, made when first looked at.

    Outside the inventory it answers UninitializedAccountException until somebody initialises it, as
    a real account does in a Region where DRS was never set up.
    """

    def __init__(self, world: Context, quotas: Quotas, timing: Timing) -> None:
        self._world, self._quotas, self._timing = world, quotas, timing
        self._targets: dict[tuple[str, str], Target] = {}

    def at(self, account: str, region: str) -> Target:
        """DRS in this account and Region."""
        key = (account, region)
        if key not in self._targets:
            self._targets[key] = Target(
                self._world, account, region, self._quotas, self._timing, self.at
            )
        return self._targets[key]

    def is_set_up(self, account: str) -> bool:
        """Whether DRS is initialised in any Region of the account."""
        return any(t.initialized for (owner, _), t in self._targets.items() if owner == account)
