"""What DRS keeps: source servers, jobs with logs, recovery instances. Times are epoch seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from muster.embedded.aws.clock import Signal
from muster.embedded.aws.drs.misfortunes import LaunchFailedError, Misfortune
from muster.embedded.aws.seeds import Disk

JobType = Literal["LAUNCH", "TERMINATE", "CREATE_CONVERTED_SNAPSHOT"]
LaunchStatus = Literal["PENDING", "IN_PROGRESS", "LAUNCHED", "FAILED", "TERMINATED"]
JobStatus = Literal["PENDING", "STARTED", "COMPLETED"]
LastLaunchResult = Literal["NOT_STARTED", "PENDING", "SUCCEEDED", "FAILED"]


@dataclass(frozen=True)
class Machine:
    """What the agent reports of the source: sizes in bytes, `os` as its full string."""

    hostname: str
    instance_type: str
    ram_bytes: int
    cores: int
    disks: tuple[Disk, ...]
    os: str


@dataclass
class Replication:
    """How well a source server is replicated.

    `lag` is seconds behind while data arrives, and grows from `halted_at` on. Snapshots stand on a
    ten-minute grid through `grid`, none before `since`, none after `until`, none inside `gaps`; no
    grid, no snapshots.
    """

    state: str
    lag: float = 0.0
    halted_at: float | None = None
    grid: float | None = None
    since: float = 0.0
    until: float | None = None
    gaps: list[tuple[float, float]] = field(default_factory=list)


@dataclass
class LastLaunch:
    """The newest launch of a source server, as `lifeCycle.lastLaunch` shows it."""

    called_at: float
    job_id: str
    is_drill: bool
    status: LaunchStatus


@dataclass
class SourceServer:
    """A server that DRS protects; `subnet` is the CIDR block that its template shall name.

    `extension` is there for an extended source server, which replicates in a staging account.
    """

    id: str
    arn: str
    tags: dict[str, str]
    machine: Machine
    created: float
    replication: Replication
    launch_configuration: dict[str, Any]
    subnet: str = ""
    launch_template_id: str | None = None
    last_launch: LastLaunch | None = None
    last_launch_result: LastLaunchResult = "NOT_STARTED"
    recovery_instance_id: str | None = None
    extension: "Extension | None" = None


@dataclass
class Extension:
    """The staging source server that an extended one stands for; `error`: why it is out of reach.

    Both share one `Replication`.
    """

    account: str
    server: SourceServer
    error: str = ""


@dataclass
class Conversion:
    """The first phase of an extended server's launch, in its staging account.

    `over` is set when it has ended: with a moment (`point_in_time`) whose state is converted and
    shared, or with the `failure` that ends the launch.
    """

    misfortune: Misfortune
    over: Signal
    failure: LaunchFailedError | None = None
    point_in_time: float = 0.0


@dataclass
class Participant:
    """A source server in a job; `pinned` is the moment of the snapshot that the caller chose."""

    server: SourceServer
    pinned: float | None = None
    launch_status: LaunchStatus = "PENDING"


@dataclass(frozen=True)
class LogItem:
    """One line of a job's log."""

    moment: float
    event: str
    data: dict[str, Any]


@dataclass
class Job:
    """An asynchronous piece of work; `principal` is the caller's ARN: DRS uses its permissions.

    `conversions` are those of its extended source servers, by their id.
    """

    id: str
    arn: str
    type: JobType
    initiated_by: str
    principal: str
    created: float
    participants: dict[str, Participant]
    tags: dict[str, str] = field(default_factory=dict)
    status: JobStatus = "PENDING"
    ended: float | None = None
    log: list[LogItem] = field(default_factory=list)
    conversions: Mapping[str, Conversion] = field(default_factory=dict)

    @property
    def in_progress(self) -> bool:
        """Whether it still holds its servers."""
        return self.status != "COMPLETED"

    @property
    def is_drill(self) -> bool:
        """Whether StartRecovery was called with `isDrill`."""
        return self.initiated_by == "START_DRILL"


@dataclass
class RecoveryInstance:
    """An EC2 instance that a job launched; its id is the EC2 instance's.

    `deleted`: DRS forgot it (DeleteRecoveryInstance), but the next launch of its source server
    still terminates it (userguide/failback-preparing-failover).
    """

    id: str
    arn: str
    server: SourceServer
    job_id: str
    is_drill: bool
    launched: float
    point_in_time: float
    tags: dict[str, str] = field(default_factory=dict)
    disconnected: bool = False
    deleted: bool = False
