"""Somebody else terminates an instance that a run has launched; DRS says LAUNCHED for ever."""

import pytest
from fakes.sample_servers import APP, APP_TOO, DB
from stage import APPROVER, TEMPLATES, Stage, two_waves

from muster.engine.health import gone
from muster.engine.items import Server

AGENT = "health: [ssm-agent]"
SAMPLE = (TEMPLATES / "inventories" / "sample.yaml").read_text()
LOST_AT_ONCE = f"{{instance-lost: {{server: {APP}, after: 0s}}}}"
ENDS = ("succeeded", "failed")


def faults(*entries):
    return f"faults: [{', '.join(entries)}]"


def server(stage, run, name=APP, wave="first"):
    return stage.item(f"RUN#{run}", f"SRV#{wave}#{name}")


def terminate(stage, instance):
    stage.client("ec2").terminate_instances(InstanceIds=[instance])


def launches(stage):
    return [set(job) for job in stage.launches()]


@pytest.mark.parametrize("document", ["muster-drill-small", "muster-recover-small"])
def test_a_retry_launches_again_what_was_terminated_before_its_checks(document):
    with Stage(plan=two_waves(first=AGENT), faults=faults(LOST_AT_ONCE), quick=True) as stage:
        run = stage.start(document)
        stage.until_run(run, "deciding")
        old = {name: server(stage, run, name)["instance"] for name in (APP, APP_TOO)}
        failed_after = stage.wave(run, "first")["ended_at"] - stage.wave(run, "first")["since"]
        reason = stage.wave(run, "first")["reason"]
        stage.do("retry", run)
        stage.until_run(run, *ENDS)

        assert reason.endswith(f"({old[APP]}): {gone(Server(APP, '', ''), 'terminated').finding}")
        assert "retry launches it again" in reason
        assert failed_after < 60
        assert stage.run(run)["state"] == "succeeded"
        assert launches(stage) == [{APP, APP_TOO}, {APP}, {DB}]
        assert server(stage, run)["instance"] not in ("", old[APP])
        assert server(stage, run, APP_TOO)["instance"] == old[APP_TOO]
        assert any(old[APP] in row and "launches again" in row for row in stage.audit(run))


def test_what_is_terminated_during_its_checks_is_not_waited_for_and_the_others_are():
    late = SAMPLE.replace(f"- id: {APP}", f"- id: {APP}\n  ports: {{5432: after 9m}}")
    late = late.replace(f"- id: {APP_TOO}", f"- id: {APP_TOO}\n  ports: {{5432: after 4m}}")
    checks = "health: [{tcp: 5432, deadline: 20m}]"
    with Stage(plan=two_waves(first=checks), inventory=late, quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "checking")
        stage.pass_time(60)
        terminate(stage, server(stage, run)["instance"])
        stage.pass_time(60)
        told = server(stage, run)["finding"]
        stage.until_run(run, "deciding")

        assert told.startswith("its instance is gone (terminated)")
        assert server(stage, run, APP_TOO)["health"] == "healthy"
        assert "1 of 2 servers not healthy" in stage.wave(run, "first")["reason"]


def test_what_was_healthy_and_is_gone_when_its_wave_is_tried_again_is_launched_again():
    sick = f"{{command: {{server: {APP_TOO}, exit: 1, times: 1}}}}"
    checks = "health: [{command: is-it-well, retries: 0}]"
    with Stage(plan=two_waves(first=checks), faults=faults(sick), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")
        terminate(stage, server(stage, run)["instance"])
        told = stage.do("retry", run)
        stage.until_run(run, *ENDS)

        assert "what is gone is launched again" in told
        assert launches(stage) == [{APP, APP_TOO}, {APP}, {DB}]


def test_an_instance_of_a_wave_that_is_done_is_not_touched_by_the_retry_of_another():
    fails = f"{{launch-failure: {{server: {DB}, reason: no capacity, times: 1}}}}"
    with Stage(plan=two_waves(first=AGENT), faults=faults(fails), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")
        before = server(stage, run)
        terminate(stage, before["instance"])
        stage.do("retry", run)
        stage.until_run(run, *ENDS)

        assert launches(stage) == [{APP, APP_TOO}, {DB}, {DB}]
        assert server(stage, run) == before


def test_who_is_asked_again_is_asked_about_what_is_gone_too():
    gate = 'approval: {in: [drill], from: "@dr-approvers", on_retry: ask}'
    fails = f"{{launch-failure: {{server: {APP_TOO}, reason: no capacity, times: 1}}}}"
    with Stage(plan=two_waves(first=gate), faults=faults(fails), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "approving")
        stage.do("decide", run, APPROVER, Gate="first", Decision="approve")
        stage.until_run(run, "deciding")
        terminate(stage, server(stage, run)["instance"])
        stage.do("retry", run)
        stage.until_wave(run, "first", "approving")

        assert stage.wave(run, "first")["launched"] == 0
        assert set(stage.item(f"RUN#{run}", "GATE#first#0002")["servers"]) == {APP, APP_TOO}
        stage.do("decide", run, APPROVER, Gate="first", Decision="approve")
        stage.until_run(run, *ENDS)
        assert launches(stage) == [{APP, APP_TOO}, {APP, APP_TOO}, {DB}]


def test_a_run_that_is_restarted_launches_again_what_is_gone_of_its_cancelled_wave():
    slow = f"{{launch-delay: {{server: {APP_TOO}, by: 5m}}}}"
    with Stage(plan=two_waves(), faults=faults(slow), quick=True) as stage:
        run = stage.drill()
        stage.until(lambda: server(stage, run).get("state") == "launched")
        stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        stage.until_ended(run)
        terminate(stage, server(stage, run)["instance"])
        stage.do("restart", run)
        stage.until_run(run, *ENDS)

        assert stage.run(run)["state"] == "succeeded"
        assert launches(stage) == [{APP, APP_TOO}, {APP}, {DB}]
