"""A launch terminates instances that DRS does not list, too: muster asks EC2 for them."""

import pytest
from fakes.bot_on_stage import BotOnStage
from fakes.bot_team import OPERATOR
from stage import Stage, read_plan_of, two_waves

DB = "s-51d6b65c73391918f"
RECOVER = "muster-recover-small"


def taken_out_of_drs(stage: Stage) -> str:
    """What finishes a failover: DRS forgets the instance, which goes on as production."""
    drs = stage.client("drs")
    [live] = drs.describe_recovery_instances(filters={})["items"]
    drs.disconnect_recovery_instance(recoveryInstanceID=live["recoveryInstanceID"])
    drs.delete_recovery_instance(recoveryInstanceID=live["recoveryInstanceID"])
    assert drs.describe_recovery_instances(filters={})["items"] == []
    return str(live["ec2InstanceID"])


def state_of(stage: Stage, instance: str) -> str:
    found = stage.client("ec2").describe_instances(InstanceIds=[instance])
    return str(found["Reservations"][0]["Instances"][0]["State"]["Name"])


def test_a_drill_does_not_begin_over_production_that_was_taken_out_of_drs():
    with Stage(plan=two_waves(), live=[DB], quick=True) as stage:
        instance = taken_out_of_drs(stage)
        run = stage.drill()
        stage.until_run(run, "failed")

        assert instance in stage.run(run)["verdict"]
        assert stage.launches() == []
        assert state_of(stage, instance) == "running"


def test_a_recovery_launches_nothing_over_it_and_may_adopt_it():
    with Stage(plan=two_waves(), live=[DB], quick=True) as stage:
        instance = taken_out_of_drs(stage)
        run = stage.start(RECOVER)
        stage.until_run(run, "running")
        stage.do("resume", run)
        stage.until_run(run, "deciding")
        assert instance in stage.wave(run, "second")["reason"]

        assert instance in stage.do("adopt", run, Server=DB)
        stage.do("retry", run)
        stage.until_run(run, "succeeded")
        assert state_of(stage, instance) == "running"
        assert all(DB not in job for job in stage.launches())


def test_the_chat_sees_it_too_and_may_adopt_it():
    with BotOnStage(plan=two_waves(), live=[DB], quick=True) as team:
        instance = taken_out_of_drs(team.stage)
        team.type(OPERATOR, "recover small")
        team.submit(OPERATOR, name="small", why="we lost it")
        run = team.stage.items("RUNS#")[0]["run"]
        team.until(lambda: team.stage.run(run)["hold"])
        team.type(OPERATOR, "resume")
        team.until_titled("Decision needed: second")

        team.type(OPERATOR, f"override {DB}")
        assert f"--destroy {instance} " in team.told(OPERATOR)
        team.type(OPERATOR, f"adopt {run[:8]} {DB} it is production")
        assert team.stage.item(f"RUN#{run}", f"SRV#second#{DB}")["instance"] == instance


@pytest.mark.parametrize("state", ["terminated", "stopped"])
def test_only_an_instance_that_is_gone_from_ec2_stands_in_nobodys_way(state):
    with Stage(plan=two_waves(), live=[DB], quick=True) as stage:
        instance = taken_out_of_drs(stage)
        ec2 = stage.client("ec2")
        change = {"terminated": ec2.terminate_instances, "stopped": ec2.stop_instances}[state]
        change(InstanceIds=[instance])
        run = stage.drill()
        stage.until_run(run, *("succeeded", "failed"))

        expected = {"terminated": "succeeded", "stopped": "failed"}[state]
        assert (stage.run(run)["state"], state_of(stage, instance)) == (expected, state)


def test_an_old_drills_instance_that_withstood_hides_no_production():
    plan = read_plan_of(
        f"groups: {{db: {{servers: [{DB}]}}}}\nwaves: [{{wave: only, groups: [db]}}]"
    )
    with Stage(plan=plan, quick=True) as stage:
        drill = stage.drill()
        stage.until_run(drill, "succeeded")
        old = stage.item(f"RUN#{drill}", f"SRV#only#{DB}")["instance"]
        protected = {"DisableApiTermination": {"Value": True}}
        stage.client("ec2").modify_instance_attribute(InstanceId=old, **protected)
        recovery = stage.start(RECOVER)
        stage.until_run(recovery, "succeeded")
        stage.until_ended(recovery)
        live = stage.item(f"RUN#{recovery}", f"SRV#only#{DB}")["instance"]
        drs = stage.client("drs")
        drs.disconnect_recovery_instance(recoveryInstanceID=live)
        drs.delete_recovery_instance(recoveryInstanceID=live)

        again = stage.drill()
        stage.until_run(again, "failed")
        assert live in stage.run(again)["verdict"]
        assert state_of(stage, live) == "running"
