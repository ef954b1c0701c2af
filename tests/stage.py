"""A whole installation for scenario tests: an embedded AWS with the documents and plan in place.

The test's own thread moves the clock; nothing sleeps and nothing leaves the process.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from pace import remember_names_of_methods
from staged_publication import create_documents, create_table, documents_of, writes_of
from staged_table import StagedTable

from muster.embedded.aws.automation import kill_execution
from muster.embedded.aws.automation.views import execution_view
from muster.embedded.aws.drs.settings import Phases, Range, Timing
from muster.embedded.aws.faults.script import FaultScript, load_faults
from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.parts import Settings as WorldSettings
from muster.embedded.aws.seeds import Inventory
from muster.embedded.aws.world import World
from muster.model.plan import RecoveryPlan
from muster.model.settings import Hub, Settings
from muster.model.workspace import load_people, load_plan, read_plan
from ssm_documents.compiler.runbook import Runbook

remember_names_of_methods()

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
START = 1_795_000_000.0
ACCOUNT, REGION = "123456789012", "us-west-2"
OPERATOR = f"arn:aws:iam::{ACCOUNT}:user/operator"
APPROVER = f"arn:aws:iam::{ACCOUNT}:user/approver"
BREAK_GLASS = f"arn:aws:sts::{ACCOUNT}:assumed-role/muster-break-glass/nora"
HOUR = 3600.0
SOON = Range(5.0, 6.0)
QUICK = Timing(linux=Phases(SOON, SOON, SOON, SOON, SOON, SOON))
"""Launches of half a minute, for tests that play many runs."""
LOOK = 4.0
FINAL = frozenset({"Success", "Failed", "Cancelled", "TimedOut"})
ENDED = frozenset({"succeeded", "failed", "aborted", "cancelled", "rejected", "expired"})


class Stage(StagedTable):
    """The payments plan on the sample inventory, ready to run; a context manager."""

    def __init__(
        self,
        *,
        plan: RecoveryPlan | None = None,
        inventory: str = "",
        faults: str = "",
        live: Sequence[str] = (),
        quick: bool = False,
        timing: Timing | None = None,
        listing_lag: float = 0.0,
        seed: int = 0,
    ) -> None:
        text = inventory or (TEMPLATES / "inventories" / "sample.yaml").read_text()
        script = load_faults(faults) if faults else FaultScript()
        seeds = with_live(load_inventory(text), live)
        usual = timing or (QUICK if quick else Timing())
        settings = WorldSettings(drs_timing=dataclasses.replace(usual, listing_lag=listing_lag))
        self.world = World(seeds, start=START, seed=seed, faults=script, settings=settings)
        self.plan = plan or load_plan(TEMPLATES / "plans" / "payments.yaml")
        self.settings = Settings(hub=Hub(account=ACCOUNT, region=REGION))
        try:
            self._publish()
        except BaseException:
            self.world.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.world.close()

    def client(self, service: str, who: str = OPERATOR) -> Any:
        return self.world.client(service, principal=who, region=REGION)

    def start(self, document: str, who: str = OPERATOR, **parameters: str) -> str:
        """Start a document as a person would at the console; gives the execution id."""
        given = {"Parameters": {key: [value] for key, value in parameters.items()}}
        answer = self.client("ssm", who).start_automation_execution(
            DocumentName=document, **(given if parameters else {})
        )
        return str(answer["AutomationExecutionId"])

    def drill(self, who: str = OPERATOR, **parameters: str) -> str:
        return self.start(f"muster-drill-{self.plan.plan}", who, **parameters)

    def do(self, verb: str, run: str, who: str = OPERATOR, **parameters: str) -> str:
        """Start a verb of the pack and wait for its answer; a refusal is its failure message."""
        execution = self.start(f"muster-{verb}", who, RunId=run, **parameters)
        self.until(lambda: self.execution(execution)["AutomationExecutionStatus"] in FINAL)
        found = self.execution(execution)
        if found["AutomationExecutionStatus"] == "Success":
            return next(iter(found["Outputs"].values()))[0]
        return str(found["FailureMessage"])

    def execution(self, execution: str) -> Mapping[str, Any]:
        # Straight from the interpreter: watching must not use up SSM's rate.
        automation = self.world.parts.automation
        run = automation.run_of(execution, account=ACCOUNT, region=REGION)
        return execution_view(run.execution, 50)

    def until(self, done: Callable[[], bool], limit: float = 3 * HOUR) -> None:
        """Let time pass, looking every few seconds: a look costs more than a step."""
        end = self.world.clock.now() + limit
        while not done():
            assert self.world.clock.now() < end, f"waited {limit} s in vain"
            self.pass_time(LOOK)

    def until_run(self, run: str, *states: str, limit: float = 3 * HOUR) -> None:
        self.until(lambda: self.run(run).get("state") in (states or ENDED), limit)

    def until_wave(self, run: str, wave: str, *states: str, limit: float = 3 * HOUR) -> None:
        self.until(lambda: self.wave(run, wave).get("state") in states, limit)

    def pass_time(self, seconds: float) -> None:
        self.world.clock.advance_to(self.world.clock.now() + seconds)

    def needs_help(self, run: str) -> bool:
        """Whether the run's entry execution is over although the run is not, so to say."""
        item = self.run(run)
        entry = item.get("execution", run)
        over = self.execution(entry)["AutomationExecutionStatus"] in FINAL
        return bool(item) and over

    def until_ended(self, execution: str) -> None:
        self.until(lambda: self.execution(execution)["AutomationExecutionStatus"] in FINAL)

    def kill(self, execution: str) -> None:
        """Let SSM lose an execution; nothing of it runs any more."""
        kill_execution(self.world, execution)

    def signal(self, execution: str, kind: str, who: str) -> None:
        self.client("ssm", who).send_automation_signal(
            AutomationExecutionId=execution, SignalType=kind
        )

    def jobs(self) -> list[Mapping[str, Any]]:
        return list(self.client("drs").describe_jobs(filters={})["items"])

    def started(self, prefix: str) -> list[str]:
        """The executions of documents whose name starts so."""
        filters = [{"Key": "DocumentNamePrefix", "Values": [prefix]}]
        found = self.client("ssm").describe_automation_executions(Filters=filters)
        return [e["AutomationExecutionId"] for e in found["AutomationExecutionMetadataList"]]

    def calls(self, name: str) -> list[Entry]:
        """The journal of one operation, oldest first."""
        return list(self.world.journal.of(name))

    def launches(self) -> list[tuple[str, ...]]:
        """The servers of every LAUNCH job, oldest first."""
        jobs = [job for job in reversed(self.jobs()) if job["type"] == "LAUNCH"]
        return [tuple(s["sourceServerID"] for s in job["participatingServers"]) for job in jobs]

    def _publish(self) -> None:
        self.client("sns").create_topic(Name="AutomationMuster")
        self.create(documents_of(self.plan, self.settings))
        create_table(self.client("dynamodb"))
        for write in writes_of(self.plan):
            self._put(*write.key, write.values)
        people = load_people(TEMPLATES / "plans" / "people.yaml")
        self._put("PEOPLE#", "PEOPLE", people.model_dump(mode="json"))

    def create(self, documents: Mapping[str, Runbook]) -> None:
        create_documents(self.client("ssm"), documents)


def with_live(inventory: Inventory, live: Sequence[str]) -> Inventory:
    """The inventory, some of whose servers were failed over before and are in use now."""
    servers = [
        dataclasses.replace(server, recovery_instance="live") if server.id in live else server
        for server in inventory.servers
    ]
    return dataclasses.replace(inventory, servers=tuple(servers))


def two_waves(*, top: str = "", first: str = "", second: str = "") -> RecoveryPlan:
    """Two application servers, then one database; extra YAML for the plan or a wave."""
    text = f"""
plan: small
target: {{region: us-west-2, account: "123456789012"}}
objectives: {{rto: 1h, rpo: 15m}}
{top}
groups:
  apps: {{servers: [s-5817ab4ccdfa96db3, s-57e730f6102e1f793]}}
  db: {{servers: [s-51d6b65c73391918f]}}
waves:
  - wave: first
    groups: [apps]
    {first}
  - wave: second
    needs: [first]
    groups: [db]
    {second}
"""
    return read_plan(text.encode())


def read_plan_of(rest: str) -> RecoveryPlan:
    """A plan named `small` with the groups and waves of `rest`."""
    head = """
plan: small
target: {region: us-west-2, account: "123456789012"}
objectives: {rto: 1h, rpo: 15m}
"""
    return read_plan((head + rest).encode())
