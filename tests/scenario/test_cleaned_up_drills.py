"""What a clean-up leaves, and what can still become of a drill that was cleaned up."""

from fakes.cancelled import cancelled_when
from stage import OPERATOR, Stage, two_waves

FIRST = {"s-57e730f6102e1f793", "s-5817ab4ccdfa96db3"}


def test_a_drill_that_was_cleaned_up_does_not_go_on_without_its_instances():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = cancelled_when(stage, "second", "recovering")
        assert stage.do("cleanup", run) == f"no drill instance of run {run} is left"
        launched = len(stage.launches())

        assert "was cleaned up" in stage.do("restart", run)
        by_hand = stage.start("muster-drill-small", OPERATOR, RunId=run)
        stage.until_ended(by_hand)
        assert "was cleaned up" in stage.execution(by_hand)["FailureMessage"]
        assert stage.run(run)["state"] == "cancelled"
        assert len(stage.launches()) == launched


def instances_of(stage: Stage) -> list[str]:
    items = stage.client("drs").describe_recovery_instances(filters={})["items"]
    return [item["recoveryInstanceID"] for item in items]


def test_a_clean_up_does_not_say_that_nothing_is_left_while_ec2_has_what_drs_does_not_list():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")
        kept, drs = instances_of(stage)[0], stage.client("drs")
        drs.disconnect_recovery_instance(recoveryInstanceID=kept)
        drs.delete_recovery_instance(recoveryInstanceID=kept)

        told = stage.do("cleanup", run)
        assert kept in told
        assert "terminate them in EC2" in told
        assert any("clean-up failed" in text and kept in text for text in stage.audit(run))
        assert instances_of(stage) == []

        stage.client("ec2").terminate_instances(InstanceIds=[kept])
        assert stage.do("cleanup", run) == f"no drill instance of run {run} is left"


def test_a_clean_up_that_an_instance_withstands_says_so_and_does_not_go_on_for_ever():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")
        kept, ec2 = instances_of(stage)[0], stage.client("ec2")
        ec2.modify_instance_attribute(InstanceId=kept, DisableApiTermination={"Value": True})

        told = stage.do("cleanup", run)
        assert f"DRS does not terminate {kept}" in told
        assert "disableApiTermination" in told
        assert instances_of(stage) == [kept]
        assert sum(job["type"] == "TERMINATE" for job in stage.jobs()) < 5

        ec2.modify_instance_attribute(InstanceId=kept, DisableApiTermination={"Value": False})
        assert stage.do("cleanup", run) == f"no drill instance of run {run} is left"
