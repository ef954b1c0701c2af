"""DRS on its clock, alone: the embedded one, its very rules, called without wire, front and EC2.

A policy is ordinary blocking code on this ground. `tests/scenario/test_makespan_benchmark.py` holds
that a policy takes the same time here as against the whole embedded AWS.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.makespan.chance import TIMING, Launches
from benchmarks.makespan.scenario import Scenario, Wave
from muster.embedded.aws.clock import Clock, Signal
from muster.embedded.aws.drs import Quota, Quotas, service
from muster.embedded.aws.kit import AwsError, Call, Principal
from muster.embedded.aws.seeds import Inventory, Server, Staging

ACCOUNT, REGION = "123456789012", "us-west-2"
START = 1_767_225_600.0
ENDLESS = Quota(10**9, "")
NO_QUOTAS = Quotas(servers_per_job=ENDLESS, jobs_in_progress=ENDLESS, servers_in_all_jobs=ENDLESS)
FULL = "ServiceQuotaExceededException"
THROTTLED = "ThrottlingException"


class StoppedError(Exception):
    """The policy gives the run up, for this reason."""


@dataclass(frozen=True)
class Look:
    """A job as DescribeJobs shows it."""

    status: str
    launched: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        return self.status == "COMPLETED"


class Ground:
    """What a policy works on. Times are virtual; `caps`: the policy minds its own limits."""

    def __init__(self, scenario: Scenario, seed: int, *, caps: bool, quotas: bool = True) -> None:
        self.scenario, self.caps = scenario, caps
        self.chance = random.Random(f"{seed}/ground")
        self.clock = Clock(START)
        self.calls: Counter[str] = Counter()
        world = _World(self.clock, scenario, seed)
        settings = Quotas() if quotas else NO_QUOTAS
        self._drs = service(world, quotas=settings, timing=TIMING)
        self.target = self._drs.targets.at(ACCOUNT, REGION)

    @property
    def waves(self) -> tuple[Wave, ...]:
        return self.scenario.waves

    def start(self, servers: Iterable[str]) -> str:
        """StartRecovery, a drill; the job's id. Raises `AwsError`."""
        wanted = [{"sourceServerID": server} for server in servers]
        answer = self._call("StartRecovery", sourceServers=wanted, isDrill=True)
        return str(answer["job"]["jobID"])

    def start_when_free(self, servers: Iterable[str], every: float) -> str:
        """StartRecovery, tried again every so many seconds while a quota is used up."""
        wanted = tuple(servers)
        while True:
            try:
                return self.start(wanted)
            except AwsError as error:
                if error.code != FULL:
                    raise
            self.sleep(every)

    def look(self, job: str) -> Look:
        """DescribeJobs for one job."""
        answer = self._call("DescribeJobs", filters={"jobIDs": [job]})
        (shown,) = answer["items"]
        by_status: dict[str, list[str]] = {}
        for server in shown["participatingServers"]:
            by_status.setdefault(server["launchStatus"], []).append(server["sourceServerID"])
        return Look(
            status=shown["status"],
            launched=tuple(by_status.get("LAUNCHED", ())),
            failed=tuple(by_status.get("FAILED", ())),
        )

    def watch(self, job: str, every: float) -> Look:
        """Look every so many seconds, for the first time after so many, until the job is over."""
        while True:
            self.sleep(every)
            look = self.look(job)
            if look.is_over:
                return look

    def sleep(self, seconds: float) -> None:
        self.clock.sleep(seconds)

    def together(self, works: Iterable[Callable[[], None]]) -> None:
        """Do them side by side, until the last one is done; the first error of one is raised."""
        done, tasks = Signal(self.clock), []
        works = list(works)

        def one(work: Callable[[], None]) -> None:
            try:
                work()
            finally:
                left.pop()
                if not left:
                    done.set()

        left = list(works)
        for number, work in enumerate(works):
            tasks.append(self.clock.spawn(partial(one, work), f"branch-{number}"))
        if works:
            self.clock.wait(done)
        for task in tasks:
            if task.error is not None:
                raise task.error

    def _call(self, operation: str, **params: Any) -> Mapping[str, Any]:
        """One call as an SDK makes it: throttled, it is tried again after a second or two."""
        caller = Principal(f"arn:aws:iam::{ACCOUNT}:user/operator", ACCOUNT)
        call = Call("drs", operation, params, caller, ACCOUNT, REGION, "")
        while True:
            self.calls[operation] += 1
            if self.chance.random() >= self.scenario.throttled:
                return self._drs.handlers[operation](call)
            self.sleep(1.0 + self.chance.random())


class _World:
    """A `context.Context` as small as can be."""

    def __init__(self, clock: Clock, scenario: Scenario, seed: int) -> None:
        self.clock = clock
        self.rng = random.Random(f"{seed}/world")
        self.faults = Launches(scenario, seed)
        self.lock = threading.RLock()
        self.inventory = inventory_of(scenario)
        self._ec2 = _Ec2()

    def client(self, _service: str, *, principal: str, region: str) -> "_Ec2":
        del principal, region
        return self._ec2

    def emit(self, **_event: Any) -> None:
        """Nobody listens."""

    def new_id(self, length: int = 17, alphabet: str = "0123456789abcdef") -> str:
        return "".join(self.rng.choices(alphabet, k=length))

    def new_uuid(self) -> str:
        raise NotImplementedError


class _Ec2:
    """EC2 as far as a first launch needs it."""

    def __init__(self) -> None:
        self._made = 0

    def run_instances(self, **_params: Any) -> dict[str, Any]:
        self._made += 1
        return {"Instances": [{"InstanceId": f"i-{self._made:017x}"}]}

    def terminate_instances(self, **_params: Any) -> None:
        """What failed left an instance that the next launch clears away."""


def inventory_of(scenario: Scenario) -> Inventory:
    """The servers, all replicating well, and those of staging accounts that they stand for."""
    staging = {server: Staging(account, f"s-b{server[3:]}") for server, account in scenario.staging}
    servers = [
        Server(server, ACCOUNT, REGION, f"host-{number}", staging=staging.get(server))
        for number, server in enumerate(scenario.servers)
    ]
    servers += [Server(base.server, base.account, REGION) for base in staging.values()]
    return Inventory(account=ACCOUNT, region=REGION, servers=tuple(servers))
