"""Plays of recoveries and drills, by documents alone; each gives the stage on which it was."""

from fakes.fleets import fleet, ids, inventory
from policies.asking import SPOKE
from policies.playing import APP, GATED, ONE_FAILS, TAGGED, lose_the_launch_templates, until_open
from stage import APPROVER, BREAK_GLASS, Stage, two_waves

from muster.model.health import HealthCheck


def recovery_with_hooks_and_gates():
    with Stage(inventory=TAGGED, quick=True) as stage:
        run = stage.start("muster-recover-payments", Reason="a test")
        until_open(stage, run, "run")
        lose_the_launch_templates(stage)
        for gate in ("run", "applications"):
            until_open(stage, run, gate)
            stage.do("decide", run, APPROVER, Decision="approve", Gate=gate)
        until_open(stage, run, "switch-traffic")
        stage.pass_time(30)  # until its step waits
        stage.signal(stage.wave(run, "switch-traffic")["owner"], "Approve", BREAK_GLASS)
        stage.until_run(run)
        assert stage.run(run)["state"] == "succeeded", stage.run(run)["verdict"]
        yield stage


def drill_with_all_that_may_happen_to_it():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves(), faults=ONE_FAILS) as stage:
        stage._put("PLAN#small", "LOCK", {"run": "one-that-left-its-locks"})
        run = stage.drill(Reason="a test", PointInTime="latest-snapshot")
        stage.until_run(run, "deciding")
        for deed in ("pause", "resume", "retry"):
            stage.do(deed, run)
        stage.until_wave(run, "second", "recovering")
        stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        stage.until_ended(run)
        stage.pass_time(900)
        stage.do("restart", run)
        stage.until_run(run, "succeeded")
        assert stage.do("cleanup", run).startswith("no drill instance")
        yield stage


def drill_that_asks_the_instances():
    plan = two_waves(first="health: [ec2-status, {tcp: 80}, {tcp: 81, from: probe}]")
    probe = "functions:\n  probe: {returns: {unhealthy: {}}}"
    inventory = TAGGED.replace("functions:", probe, 1)
    with Stage(inventory=inventory, quick=True, plan=plan) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")
        yield stage


def drill_in_two_accounts():
    groups = {"here": 1, "there": (2, SPOKE)}
    plan = fleet({"all": ["here", "there"]}, **groups)
    health = (HealthCheck(check="ec2-status"), HealthCheck(tcp=80))
    plan = plan.model_copy(update={"waves": (plan.waves[0].model_copy(update={"health": health}),)})
    more = '", tags: {"muster:recover": "yes"}, launch: {subnet: 172.31.82.0/24}}'
    tagged = inventory(**groups).replace('"}', more)
    faults = ONE_FAILS.replace(APP, ids("there", 2)[0])
    with Stage(inventory=tagged, quick=True, plan=plan, faults=faults) as stage:
        run = stage.drill(PointInTime="latest-snapshot")
        stage.until_run(run, "deciding")
        lose_the_launch_templates(stage)
        stage.do("retry", run)
        stage.until_run(run, "succeeded")
        stage.do("cleanup", run)
        stage.pass_time(300)
        yield stage


def drill_cancelled_at_a_gate():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves(first=GATED)) as stage:
        run = stage.drill()
        until_open(stage, run, "first")
        stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        stage.until_ended(run)
        yield stage
