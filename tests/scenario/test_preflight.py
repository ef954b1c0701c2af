"""What is looked at before a run begins, and who is asked."""

import pytest
from fakes.cancelled import cancelled_when
from fakes.fleets import fleet, inventory
from fakes.sample_servers import DB
from stage import APPROVER, REGION, TEMPLATES, Stage, two_waves

SAMPLE = (TEMPLATES / "inventories" / "sample.yaml").read_text()
GATE = "approval: {in: [recovery], from: '@dr-approvers', count: 1, expires: 1h}"
RECOVER = "muster-recover-small"


def levels(stage, run):
    return {(each["check"], each["level"]) for each in stage.run(run)["findings"]}


def test_a_recovery_over_a_live_instance_is_paused_and_people_are_asked():
    with Stage(plan=two_waves(), live=[DB], quick=True) as stage:
        run = stage.start(RECOVER)
        stage.until_run(run, "running")
        stage.pass_time(60)

        item = stage.run(run)
        assert (item["hold"], item["held_by"]) == (True, "muster")
        assert "would destroy the live recovery instance" in item["held_why"]
        assert stage.launches() == []
        stage.do("resume", run)
        stage.until_run(run, "deciding")
        assert stage.waves(run) == {"first": "succeeded", "second": "failed"}
        assert "would destroy" in stage.wave(run, "second")["reason"]


def test_where_people_are_asked_anyhow_the_findings_stand_in_the_question():
    with Stage(plan=two_waves(top=GATE), live=[DB], quick=True) as stage:
        run = stage.start(RECOVER)
        stage.until_run(run, "approving")

        assert not stage.run(run)["hold"]
        assert ("live-instance", "ask") in levels(stage, run)
        stage.do("decide", run, APPROVER, Decision="approve")
        stage.until_run(run, "deciding")


def test_a_drill_that_does_not_fit_into_its_subnet_is_paused_before_anything_is_launched():
    crowded = SAMPLE.replace("172.31.81.0/24", "172.31.81.0/28")
    with Stage(plan=two_waves(), inventory=crowded, quick=True) as stage:
        ec2 = stage.client("ec2")
        subnet = stage.client("ec2").create_subnet(
            VpcId=ec2.describe_vpcs()["Vpcs"][0]["VpcId"], CidrBlock="172.31.81.0/28"
        )["Subnet"]
        ec2.run_instances(
            ImageId="ami-12345678", MinCount=10, MaxCount=10, SubnetId=subnet["SubnetId"]
        )
        run = stage.drill()
        stage.until_run(run, "running")

        assert ("subnet-addresses", "ask") in levels(stage, run)
        assert "1 address is free, 2 servers" in stage.run(run)["held_why"]
        stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        assert stage.launches() == []


def test_a_source_that_no_longer_replicates_hinders_no_recovery_and_its_age_is_told():
    stalled = SAMPLE.replace(
        f"- id: {DB}",
        f"- id: {DB}\n  replication: {{state: STALLED, lag: 2h, snapshot_age: 3h}}",
    )
    with Stage(plan=two_waves(), inventory=stalled, quick=True) as stage:
        run = stage.start(RECOVER)
        stage.until_run(run, "succeeded")

        assert {("replication", "warn"), ("point-age", "warn"), ("lag", "warn")} <= levels(
            stage, run
        )


def test_a_restart_that_preflight_forbids_leaves_the_run_and_its_waves_cancelled():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = cancelled_when(stage, "first", "succeeded")
        stage.client("drs").stop_replication(sourceServerID=DB)
        assert stage.do("restart", run) == "restarted"
        stage.until(lambda: "preflight forbids" in stage.run(run).get("verdict", ""))

        assert stage.run(run)["state"] == "cancelled"
        assert stage.waves(run) == {"first": "succeeded", "second": "cancelled"}


def test_a_drill_of_a_type_of_which_the_account_may_run_none_asks_before_it_launches():
    graphics = SAMPLE.replace("instance_type: c5.large", "instance_type: g4dn.xlarge")
    assert graphics != SAMPLE
    with Stage(plan=two_waves(), inventory=graphics, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "running")

        assert levels(stage, run) == {("vcpu-quota", "ask")}
        assert "0 of the quota of 0 are in use" in stage.run(run)["held_why"]
        assert stage.launches() == []


def test_a_quota_that_nobody_may_read_hinders_nobody():
    refused = "error: {operation: 'service-quotas:GetServiceQuota', code: AccessDeniedException}"
    with Stage(plan=two_waves(), faults=f"faults: [{{{refused}}}]", quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert levels(stage, run) == {("not-looked-at", "warn")}
        assert stage.jobs()[0]["arn"].split(":")[3] == REGION


POINTS = "drs:DescribeRecoverySnapshots"


@pytest.mark.parametrize("how", ["times: always", "per_second: 0.02"])
def test_that_drs_refuses_calls_or_is_slow_ends_no_recovery_and_is_said(how):
    dead = "{replication: {becomes: DISCONNECTED}}"
    script = f"faults: [{dead}, {{throttle: {{operation: {POINTS}, {how}}}}}]"
    plan, servers = fleet({"all": ["all"]}, all=20), inventory(all=20)
    with Stage(plan=plan, inventory=servers, faults=script, quick=True) as stage:
        run = stage.start("muster-recover-fleet")
        stage.until_run(run, "running", "failed")

        assert stage.run(run)["state"] == "running"
        assert ("not-looked-at", "warn") in levels(stage, run)
        assert "whether 20 servers can be launched is not known" in str(stage.run(run)["findings"])
