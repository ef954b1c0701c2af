"""DRS is asked for its jobs five times a minute at most, whoever wants to know."""

import pytest
from fakes.fleets import fleet, ids, inventory
from stage import ENDED, Stage

from ssm_documents.compiler import compile_plan, plan_writes

GROUPS = {"web": 4, "mail": 2, "chat": 2}


def most_in_a_minute(stage: Stage) -> int:
    """The most calls that any 60 seconds saw."""
    times = [call.at for call in stage.calls("drs:DescribeJobs")]
    return max(sum(0 <= at - first < 60 for at in times) for first in times)


@pytest.fixture
def busy():
    """A wave in flight, and two more plans in the account."""
    plan, *others = [fleet({name: [name]}, name=name, **{name: n}) for name, n in GROUPS.items()]
    with Stage(plan=plan, inventory=inventory(**GROUPS)) as stage:
        for other in others:
            for name, runbook in compile_plan(other, stage.settings).items():
                stage.client("ssm").create_document(
                    Name=name,
                    Content=runbook.text(),
                    DocumentType="Automation",
                    DocumentFormat="YAML",
                )
            for write in plan_writes(other):
                stage._put(*write.key, write.values)
        run = stage.drill()
        stage.until_wave(run, "web", "recovering")
        stage.pass_time(90)
        yield stage, run


def test_preflights_and_verbs_beside_a_wave_look_into_the_listing_that_it_makes(busy):
    stage, run = busy

    runs = [stage.start(f"muster-drill-{plan}") for plan in ("mail", "chat")]
    verbs = []
    for server in ids("web", 4):
        stage.pass_time(2)
        verbs.append(stage.start("muster-adopt", RunId=run, Server=server))
    for each in runs:
        stage.until(lambda each=each: "findings" in stage.run(each))
    stage.until(lambda: all("FailureMessage" in stage.execution(verb) for verb in verbs))

    assert {"busy in job" in stage.execution(verb)["FailureMessage"] for verb in verbs} == {True}
    assert most_in_a_minute(stage) <= 5


def test_a_cleanup_beside_a_wave_shares_the_listing_and_terminates_what_the_drill_left(busy):
    stage, run = busy
    stage.until_run(run, "succeeded")
    later = stage.start("muster-drill-mail")
    stage.until_wave(later, "mail", "recovering")

    cleaning = stage.start("muster-cleanup", RunId=run)
    stage.until(
        lambda: stage.execution(cleaning)["AutomationExecutionStatus"] in ("Success", "Failed")
    )
    found = stage.client("drs").describe_recovery_instances(filters={})["items"]
    left = {i["sourceServerID"] for i in found if i["ec2InstanceState"] != "TERMINATED"}

    assert not left & set(ids("web", 4))
    assert most_in_a_minute(stage) <= 5


def test_preflights_without_any_wave_ask_once_for_all(busy):
    stage, run = busy
    stage.do("cancel", run)
    stage.until_run(run, *ENDED)
    stage.pass_time(120)
    before = len(stage.calls("drs:DescribeJobs"))

    runs = [stage.start(f"muster-drill-{plan}") for plan in ("mail", "chat")]
    for each in runs:
        stage.until(lambda each=each: "findings" in stage.run(each))

    assert len(stage.calls("drs:DescribeJobs")) == before + 1


def test_a_drs_that_refuses_the_first_listings_is_asked_again_in_turn():
    refused = "error: {operation: 'drs:DescribeJobs', code: ThrottlingException, times: 3}"
    plan, servers = fleet({"web": ["web"]}, web=2), inventory(web=2)
    with Stage(
        plan=plan, inventory=servers, faults=f"faults: [{{{refused}}}]", quick=True
    ) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert stage.world.journal.errors["drs:DescribeJobs", "ThrottlingException"] == 3
        assert stage.run(run)["findings"] == []
        assert most_in_a_minute(stage) <= 5
