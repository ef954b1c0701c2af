"""A recovery does not wait for a drill of the same servers."""

import pytest
from fakes.sample_servers import APP, DB
from stage import Stage, read_plan_of, two_waves

from ssm_documents.compiler import compile_plan, plan_writes

RECOVER = "muster-recover-small"
GATE = "approval: {in: [drill], from: '@dr-approvers', count: 1, expires: 1h}"


def test_a_recovery_cancels_a_drill_of_its_servers_and_waits_for_the_job_that_cannot_be_stopped():
    with Stage(plan=two_waves()) as stage:
        drill = stage.drill()
        stage.until_wave(drill, "first", "recovering")
        stage.until(lambda: len(stage.jobs()) == 1)
        run = stage.start(RECOVER)
        stage.until_run(drill, "cancelled")
        stage.until_wave(run, "first", "recovering")
        stage.pass_time(60)

        assert "busy in job" in stage.wave(run, "first")["waits_for"]
        assert any(f"recovery {run} needs its servers" in text for text in stage.audit(drill))
        assert f"drill {drill} is cancelled: it holds the servers" in stage.audit(run)
        stage.until_run(run, "succeeded")
        kinds = [job["initiatedBy"] for job in reversed(stage.jobs())]
        assert kinds == ["START_DRILL", "START_RECOVERY", "START_RECOVERY"]


def test_a_drill_that_waits_at_its_gate_makes_way_at_once():
    with Stage(plan=two_waves(top=GATE), quick=True) as stage:
        drill = stage.drill()
        stage.until_run(drill, "approving")
        run = stage.start(RECOVER)
        stage.until_run(run, "succeeded")

        assert stage.run(drill)["state"] == "cancelled"
        assert len(stage.launches()) == 2


def test_a_drill_whose_execution_died_before_it_began_is_ended_by_the_recovery_and_makes_way():
    with Stage(plan=two_waves(), quick=True) as stage:
        drill = stage.drill()
        stage.until_run(drill, "registered")
        stage.kill(drill)
        run = stage.start(RECOVER)
        stage.until_run(run, "succeeded")

        assert stage.run(drill)["state"] == "cancelled"
        assert len(stage.launches()) == 2


@pytest.mark.parametrize("state", ["registered", "running"])
def test_a_dead_drill_whose_document_is_gone_is_ended_by_the_recovery_itself(state):
    with Stage(plan=two_waves(), quick=True) as stage:
        drill = stage.drill()
        stage.until_run(drill, state)
        stage.kill(drill)
        stage.client("ssm").delete_document(Name="muster-drill-small")
        run = stage.start(RECOVER)
        stage.until_run(run, "succeeded")

        assert stage.run(drill)["state"] == "cancelled"
        assert set(stage.waves(drill).values()) == {"cancelled"}


def test_a_recovery_that_is_restarted_goes_before_a_drill_that_took_its_servers_meanwhile():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.start(RECOVER)
        stage.until_run(run, "registered")
        stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        drill = stage.drill()
        stage.until_wave(drill, "first", "recovering")
        stage.do("restart", run)
        stage.until_run(drill, "cancelled")
        stage.until_run(run, "succeeded")

        assert f"drill {drill} is cancelled: it holds the servers" in stage.audit(run)


def test_a_drill_that_is_restarted_goes_before_nobody():
    with Stage(plan=two_waves(), quick=True) as stage:
        first = stage.drill()
        stage.until_wave(first, "first", "recovering")
        stage.do("cancel", first)
        stage.until_run(first, "cancelled")
        second = stage.drill()
        stage.until_wave(second, "first", "recovering")
        stage.do("restart", first)
        stage.until_run(second, "succeeded")

        assert stage.run(first)["state"] == "cancelled"


def published(stage: Stage, name: str, server: str) -> None:
    """One more plan, of one server and one wave."""
    rest = f"groups: {{own: {{servers: [{server}]}}}}\nwaves: [{{wave: only, groups: [own]}}]"
    plan = read_plan_of(rest).model_copy(update={"plan": name})
    stage.create(compile_plan(plan, stage.settings))
    for write in plan_writes(plan):
        stage._put(*write.key, write.values)


def test_no_drill_is_cancelled_for_a_recovery_that_another_recovery_keeps_from_beginning():
    with Stage(plan=two_waves()) as stage:
        published(stage, "apps", APP)
        published(stage, "db", DB)
        drill, other = stage.start("muster-drill-apps"), stage.start("muster-recover-db")
        stage.until_wave(drill, "only", "recovering")
        stage.until_wave(other, "only", "recovering")
        run = stage.start(RECOVER)
        stage.until_run(run, "failed")

        assert f"held by run {other}" in stage.run(run)["verdict"]
        stage.until_run(drill, "succeeded")


def test_a_recovery_is_not_cancelled_for_anything():
    with Stage(plan=two_waves(), quick=True) as stage:
        first = stage.start(RECOVER)
        stage.until_wave(first, "first", "recovering")
        second, third = stage.start(RECOVER), stage.drill()
        stage.until_run(second, "failed")
        stage.until_run(third, "failed")

        assert f"held by run {first}" in stage.run(second)["verdict"]
        stage.until_run(first, "succeeded")
