"""Waves and plans of any size, and many at once: inside every quota, and all of them end."""

from collections import Counter

from botocore.exceptions import ClientError
from fakes.fleets import HUB, SPOKES, fleet, inventory
from stage import ENDED, Stage

from muster.engine.limits import DRIVER_TICK_OF_MANY
from muster.model.plan import RecoveryPlan
from ssm_documents.compiler import compile_plan, plan_writes


def refused(stage: Stage) -> int:
    """How often StartRecovery was refused for a quota."""
    return stage.world.journal.errors["drs:StartRecovery", "ServiceQuotaExceededException"]


def sizes(stage: Stage) -> list[int]:
    return [len(servers) for servers in stage.launches()]


DRIVER = 2 * 60 // DRIVER_TICK_OF_MANY
"""What the run's driver reads in a minute: the run and its waves at each tick."""


def table_calls(stage: Stage) -> int:
    counts = stage.world.journal.counts
    return sum(count for name, count in counts.items() if name.startswith("dynamodb:"))


def test_a_wave_larger_than_a_job_is_launched_in_jobs_of_a_hundred():
    plan = fleet({"all": ["web"]}, web=250)
    with Stage(plan=plan, inventory=inventory(web=250), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert sorted(sizes(stage)) == [50, 100, 100]
        assert refused(stage) == 0


REFUSES_EVERY_OTHER_LOOK = """
faults:
- replication: {server: every, becomes: CREATING_SNAPSHOT}
- throttle: {operation: drs:DescribeRecoverySnapshots, rate: 0.5}
"""


def test_what_drs_has_told_of_is_launched_although_it_refuses_half_of_the_looks_at_points():
    plan, servers = fleet({"all": ["web"]}, web=450), inventory(web=450)
    with Stage(plan=plan, inventory=servers, faults=REFUSES_EVERY_OTHER_LOOK) as stage:
        run = stage.drill()
        stage.until(lambda: bool(stage.launches()), limit=600)

        assert stage.wave(run, "all")["waits_for"].startswith("the recovery points of ")
        stage.pass_time(3000)
        launched = [server for servers in stage.launches() for server in servers]
        assert len(launched) == len(set(launched)) == 450
        assert refused(stage) == 0


def test_two_dozen_waves_share_one_listing_of_jobs_and_no_call_is_refused():
    groups = {f"g{n}": 2 for n in range(24)}
    plan = fleet({f"w{n}": [f"g{n}"] for n in range(24)}, **groups)
    with Stage(plan=plan, inventory=inventory(**groups)) as stage:
        run = stage.drill()
        stage.until(lambda: len(stage.calls("drs:StartRecovery")) >= 20)
        stage.pass_time(180)
        before = table_calls(stage)
        stage.pass_time(60)
        assert table_calls(stage) - before <= 24 * 2 * 4 + DRIVER  # two a wave a pass
        waits = [item["waits_for"] for item in stage.items(f"RUN#{run}", "WAVE#")]
        stage.until_run(run, "succeeded")

        assert sum("room in the DRS jobs of account" in text for text in waits) == 4
        assert refused(stage) == 0
        by_minute = Counter(
            int(call.at // 60)
            for call in stage.calls("drs:DescribeJobs")
            if "/muster-automation/" in call.principal.arn
        )
        assert max(by_minute.values()) <= 5


def published(stage: Stage, plans: list[RecoveryPlan]) -> None:
    """Put further plans into the account of the stage."""
    for plan in plans:
        for name, runbook in compile_plan(plan, stage.settings).items():
            stage.client("ssm").create_document(
                Name=name, Content=runbook.text(), DocumentType="Automation", DocumentFormat="YAML"
            )
        for write in plan_writes(plan):
            stage._put(*write.key, write.values)


def patiently_started(stage: Stage, document: str) -> str:
    """Start a document; Systems Manager allows one start a second, whoever asks."""
    while True:
        stage.pass_time(1.5)
        try:
            return stage.start(document)
        except ClientError as error:
            assert error.response["Error"]["Code"] == "ThrottlingException"  # noqa: PT017 - tried again


def test_sixty_plans_started_at_once_all_end():
    groups = {f"g{n:02d}": 1 for n in range(60)}
    plans = [fleet({"only": [name]}, name=f"p{name[1:]}", **{name: 1}) for name in groups]
    with Stage(plan=plans[0], inventory=inventory(**groups), quick=True) as stage:
        published(stage, plans[1:])
        runs = [patiently_started(stage, f"muster-drill-{plan.plan}") for plan in plans]
        for _ in range(60):
            stage.pass_time(60)
            if all(stage.run(run).get("state") in ENDED for run in runs):
                break

        assert {stage.run(run)["state"] for run in runs} == {"succeeded"}
        assert refused(stage) == 0


TIERS = {"db": 8, "app": 8, "web": 9}
APPLICATIONS = 40


def a_thousand() -> tuple[RecoveryPlan, str]:
    """Forty applications of three tiers, a quarter of them in each of four accounts."""
    accounts = (HUB, *SPOKES)
    groups = {
        f"{tier}{n:02d}": (size, accounts[n % len(accounts)])
        for n in range(APPLICATIONS)
        for tier, size in TIERS.items()
    }
    after = {"app": "db", "web": "app"}
    needs = {f"{tier}{n:02d}": f"{after[tier]}{n:02d}" for tier in after for n in range(40)}
    return fleet({name: [name] for name in groups}, needs=needs, **groups), inventory(**groups)


def test_a_thousand_servers_in_four_accounts_are_recovered_within_every_quota():
    plan, servers = a_thousand()
    with Stage(plan=plan, inventory=servers) as stage:
        run = stage.drill()
        while stage.run(run).get("state") in ("requested", "registered", "running", None):
            stage.pass_time(120)
        found = stage.run(run)

        assert found["state"] == "succeeded", found["verdict"]
        assert "1000 of 1000 servers launched" in found["verdict"]
        assert refused(stage) == 0
        assert set(stage.waves(run).values()) == {"succeeded"}
