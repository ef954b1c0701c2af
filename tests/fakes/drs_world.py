"""A small world around the embedded DRS: its own clock, a recording EC2, no front, no moto."""

import itertools
import random
import threading
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.context import LaunchFailure
from muster.embedded.aws.drs import Drs, service
from muster.embedded.aws.faults.fault import Fault
from muster.embedded.aws.kit import Call, Principal
from muster.embedded.aws.seeds import Inventory, Server

ACCOUNT, REGION = "123456789012", "us-west-2"
START = 1_670_440_538.846723  # 2022-12-07T19:15:38.846723Z
CALLER = f"arn:aws:sts::{ACCOUNT}:assumed-role/muster-automation/Automation-1"
DATABASE, REPLICA = "s-51d6b65c73391918f", "s-5c555d9c008f90131"


def server(server_id: str = DATABASE, **changes: Any) -> Server:
    return Server(id=server_id, account=ACCOUNT, region=REGION, **changes)


@dataclass
class FakeFaults(Fault):
    """Says what `failures` and `delays` say, by source server."""

    failures: dict[str, LaunchFailure] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def launch_failure(self, source_server_id, *, is_drill):
        self.asked.append(source_server_id)
        return self.failures.get(source_server_id)

    def launch_delay(self, source_server_id):
        return self.delays.get(source_server_id, 0.0)

    def execution_started(self, execution_id, document):
        raise AssertionError

    def step_started(self, execution_id, step):
        raise AssertionError


class FakeEc2:
    """EC2 as far as DRS uses it; `instances` and `templates` are its state, `calls` its record."""

    def __init__(self):
        self.instances: dict[str, dict[str, Any]] = {}
        self.templates: dict[str, dict[str, Any]] = {}
        self.calls: list[tuple[str, str]] = []
        self.protected: set[str] = set()
        self.refuses: str | None = None
        self.cannot_stop = False
        self._numbers = itertools.count(1)

    def signed_in(self, principal):
        return _SignedIn(self, principal)

    def run_instances(self, **params):
        if self.refuses:
            raise refusal(self.refuses, "RunInstances")
        instance_id = f"i-{next(self._numbers):017x}"
        self.instances[instance_id] = {**params, "State": "running"}
        return {"Instances": [{"InstanceId": instance_id}]}

    def stop_instances(self, InstanceIds):  # noqa: N803 - as EC2 spells it
        if self.cannot_stop:
            raise refusal("UnauthorizedOperation", "StopInstances")
        self.instances[InstanceIds[0]]["State"] = "stopped"

    def terminate_instances(self, InstanceIds):  # noqa: N803 - as EC2 spells it
        if InstanceIds[0] in self.protected:
            raise refusal("OperationNotPermitted", "TerminateInstances")
        if InstanceIds[0] not in self.instances:
            raise refusal("InvalidInstanceID.NotFound", "TerminateInstances")
        self.instances[InstanceIds[0]]["State"] = "terminated"

    def describe_instances(self, InstanceIds=None, Filters=None):  # noqa: N803 - as EC2 spells it
        wanted = InstanceIds or Filters[0]["Values"]
        if InstanceIds and not set(wanted) <= set(self.instances):
            raise refusal("InvalidInstanceID.NotFound", "DescribeInstances")
        found = [one for one in wanted if one in self.instances]
        return {
            "Reservations": [
                {"Instances": [{"InstanceId": i, "State": {"Name": self.instances[i]["State"]}}]}
                for i in found
            ]
        }

    def create_launch_template(self, LaunchTemplateName, LaunchTemplateData, TagSpecifications):  # noqa: N803 - as EC2 spells it
        template_id = f"lt-{next(self._numbers):017x}"
        self.templates[template_id] = dict(LaunchTemplateData)
        return {"LaunchTemplate": {"LaunchTemplateId": template_id}}

    def describe_launch_templates(self, LaunchTemplateIds):  # noqa: N803 - as EC2 spells it
        if LaunchTemplateIds[0] not in self.templates:
            raise refusal("InvalidLaunchTemplateId.NotFound", "DescribeLaunchTemplates")
        found = [{"LaunchTemplateId": name} for name in LaunchTemplateIds]
        return {"LaunchTemplates": found}

    def describe_launch_template_versions(self, LaunchTemplateId, Versions):  # noqa: N803 - as EC2 spells it
        data = self.templates[LaunchTemplateId]
        return {"LaunchTemplateVersions": [{"LaunchTemplateData": data}]}


class _SignedIn:
    def __init__(self, ec2, principal):
        self._ec2, self._principal = ec2, principal

    def __getattr__(self, name):
        self._ec2.calls.append((name, self._principal))
        return getattr(self._ec2, name)


def refusal(code, operation):
    return ClientError({"Error": {"Code": code, "Message": "as told"}}, operation)


class FakeWorld:
    """Implements `context.Context`; `events` holds what was emitted."""

    def __init__(self, *servers, seed=0):
        self.clock = Clock(START)
        self.rng = random.Random(seed)
        self.faults = FakeFaults()
        self.inventory = Inventory(account=ACCOUNT, region=REGION, servers=servers)
        self.lock = threading.RLock()
        self.ec2 = FakeEc2()
        self.events: list[dict[str, Any]] = []

    def client(self, service, *, principal, region):
        assert service == "ec2"
        return self.ec2.signed_in(principal)

    def emit(self, **event):
        self.events.append({**event, "at": self.clock.now()})

    def new_id(self, length=17, alphabet="0123456789abcdef"):
        return "".join(self.rng.choices(alphabet, k=length))

    def new_uuid(self):
        raise AssertionError


class DrsUnderTest:
    """The service with its calls spelled short."""

    def __init__(self, *servers, **settings):
        self.world = FakeWorld(*servers)
        self.ec2 = self.world.ec2
        self.faults = self.world.faults
        self.service: Drs = service(self.world, **settings)
        self.target = self.service.targets.at(ACCOUNT, REGION)

    def call(self, operation, /, *, principal=CALLER, region=REGION, **params):
        caller = Principal(principal, ACCOUNT)
        call = Call("drs", operation, params, caller, ACCOUNT, region, "request-1")
        return self.service.handlers[operation](call)

    def start(self, *server_ids, **params):
        wanted = [{"sourceServerID": one} for one in server_ids or (DATABASE,)]
        return self.call("StartRecovery", sourceServers=wanted, **params)["job"]["jobID"]

    def launch(self, *server_ids, **params):
        """Start a recovery and let it end; gives the job as DescribeJobs then shows it."""
        job_id = self.start(*server_ids, **params)
        self.finish(job_id)
        return self.job(job_id)

    def finish(self, job_id):
        limit = self.world.clock.now() + 7_200
        self.world.clock.run_until(lambda: self._is_over(job_id), limit)

    def _is_over(self, job_id):
        log = self.target.jobs[job_id].log
        return bool(log) and log[-1].event == "JOB_END"

    def pass_time(self, seconds):
        self.world.clock.advance_to(self.world.clock.now() + seconds)

    def job(self, job_id):
        return self.call("DescribeJobs", filters={"jobIDs": [job_id]})["items"][0]

    def log(self, job_id):
        return self.call("DescribeJobLogItems", jobID=job_id, maxResults=10_000)["items"]

    def events_of(self, job_id, server_id=DATABASE):
        """The job log of one server: event names in order."""
        return [
            item["event"]
            for item in self.log(job_id)
            if item["eventData"].get("sourceServerID") in {server_id, None}
        ]

    def source_server(self, server_id=DATABASE):
        found = self.call("DescribeSourceServers", filters={"sourceServerIDs": [server_id]})
        return found["items"][0]

    def recovery_instances(self, **filters):
        return self.call("DescribeRecoveryInstances", filters=filters)["items"]
