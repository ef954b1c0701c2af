"""The figures of the emulated service: its quotas, and how long each phase of a job takes.

Timing of Linux launches comes from the captured drill of 2022-12-07 (aws-samples/drs-tools,
`drs-plan-automation/samples/sample_data/sample_result.json`): two jobs of two servers each,
8 m 53 s and 8 m 59 s. Phases are measured between the job log items of one server:

| from → to                        | job 1   | job 2   | here          |
| -------------------------------- | ------- | ------- | ------------- |
| creation → JOB_START             | 0.357 s | 0.304 s | `to_start`    |
| JOB_START → SNAPSHOT_START       | 0.404 s | 0.404 s | `to_snapshot` |
| one server → the next            | 0.026 s | 0.028 s | `stagger`     |
| SNAPSHOT_START → SNAPSHOT_END    | 0.191 s | 0.180 s | `snapshot`    |
| SNAPSHOT_END → CONVERSION_START  | 51.97 s | 51.21 s | `volumes`     |
| CONVERSION_START → _END          | 197.5 s | 174.7 s | `conversion`  |
| CONVERSION_END → LAUNCH_START    | 0.574 s | 0.478 s | `hand_over`   |
| LAUNCH_START → LAUNCH_END, first | 277.9 s | 309.7 s | `launch`      |
| first LAUNCH_END → last          | 1.402 s | 0.052 s | `straggle`    |
| last LAUNCH_END → end of the job | 2.781 s | 2.102 s | `closing`     |
| end of the job → JOB_END         | 0.027 s | 0.027 s | `to_job_end`  |

The longest launch seen is cut a little, so that every two-server job stays within 5 % of job 1.
Windows figures are one job of two servers in a third party's field notes (whole seconds; repository
johnjcousens/aws-elasticdrs-orchestrator, drill of 2025-12-07). Termination is inferred: nobody has
published a log of it.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Range:
    """Seconds between `low` and `high`, every one as likely."""

    low: float
    high: float


@dataclass(frozen=True)
class Phases:
    """Seconds that the phases of a launch take for one family of operating systems."""

    snapshot: Range
    volumes: Range
    conversion: Range
    hand_over: Range
    launch: Range
    straggle: Range


LINUX = Phases(
    snapshot=Range(0.17, 0.20),
    volumes=Range(51.2, 52.0),
    conversion=Range(174.5, 197.5),
    hand_over=Range(0.45, 0.60),
    launch=Range(278.0, 305.0),
    straggle=Range(0.0, 1.4),
)
WINDOWS = Phases(
    snapshot=Range(2.0, 3.0),
    volumes=Range(185.0, 195.0),
    conversion=Range(820.0, 870.0),
    hand_over=Range(2.0, 3.0),
    launch=Range(320.0, 335.0),
    straggle=Range(0.0, 64.0),
)


@dataclass(frozen=True)
class Timing:
    """How long things take, in seconds, and how late listings are.

    `listing_lag`: a job younger than this is absent from DescribeJobs (0 as documented; more models
    eventual consistency). `on_demand_wait`: how long a launch waits for a snapshot that cannot be
    taken before it falls back (userguide/CloudEndure-Concepts: up to 10 minutes). `sharing`: from
    the end of a conversion in a staging account to the launch in the target account (a guess).
    """

    to_start: Range = Range(0.30, 0.36)
    to_snapshot: float = 0.404
    stagger: float = 0.026
    closing: Range = Range(2.1, 2.8)
    to_job_end: float = 0.027
    linux: Phases = LINUX
    windows: Phases = WINDOWS
    on_demand_wait: float = 600.0
    sharing: Range = Range(60.0, 90.0)
    cleanup: Range = Range(35.0, 50.0)
    refusal: Range = Range(3.0, 8.0)
    initiating: float = 120.0
    initial_sync: float = 1_800.0
    listing_lag: float = 0.0

    def phases(self, operating_system: str) -> Phases:
        """The launch phases of a server with this `os.fullString`."""
        return self.windows if "windows" in operating_system.lower() else self.linux


@dataclass(frozen=True)
class Quota:
    """One Service Quotas entry: `code` as the error names it."""

    limit: int
    code: str


@dataclass(frozen=True)
class Quotas:
    """Quotas of one account and Region (AWS General Reference, page drs).

    That TERMINATE jobs count, and that they are held to `servers_per_job` too, is assumed.
    """

    servers_per_job: Quota = field(default=Quota(100, "L-B827C881"))
    jobs_in_progress: Quota = field(default=Quota(20, "L-D88FAC3A"))
    servers_in_all_jobs: Quota = field(default=Quota(500, "L-05AFA8C6"))
    tags_per_resource: int = 50
