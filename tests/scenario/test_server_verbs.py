"""One server of a run is adopted, or launched again."""

from fakes.sample_servers import APP, APP_TOO, DB
from stage import BREAK_GLASS, Stage, read_plan_of, two_waves

RECOVER = "muster-recover-small"


def server(stage, run, wave, name):
    return stage.item(f"RUN#{run}", f"SRV#{wave}#{name}")


def test_a_live_instance_is_adopted_and_nothing_is_launched_over_it():
    with Stage(plan=two_waves(), live=[DB], quick=True) as stage:
        run = stage.start(RECOVER)
        stage.until_run(run, "running")
        told = stage.do("adopt", run, Server=DB)
        stage.do("resume", run)
        stage.until_run(run, "succeeded")

        live = server(stage, run, "second", DB)
        assert (
            told == f"server sample-db-instance counts as recovered by instance {live['instance']}"
        )
        assert (live["state"], live["adopted_by"]) == ("launched", "operator")
        assert [set(job) for job in stage.launches()] == [{APP, APP_TOO}]
        assert any(text.startswith(f"adopt {DB}") for text in stage.audit(run))


def test_a_sick_server_is_launched_again_and_the_others_stay():
    checks = "health: [{command: is-it-well, retries: 0}]"
    script = f"faults: [{{command: {{server: {APP}, exit: 1, times: 1}}}}]"
    with Stage(plan=two_waves(first=checks), faults=script, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")
        old = {name: server(stage, run, "first", name)["instance"] for name in (APP, APP_TOO)}

        assert f"has instance {old[APP]}" in stage.do("relaunch", run, Server=APP)
        told = stage.do("relaunch", run, Server=APP, Instance=old[APP])
        assert told.endswith(f"instance {old[APP]} is destroyed")
        stage.until_run(run, "succeeded")

        assert [set(job) for job in stage.launches()] == [{APP, APP_TOO}, {APP}, {DB}]
        assert server(stage, run, "first", APP)["instance"] != old[APP]
        assert server(stage, run, "first", APP_TOO)["instance"] == old[APP_TOO]


def test_a_relaunch_is_not_undone_by_a_job_whose_end_nobody_saw():
    script = f"faults: [{{stalled-job: {{server: {APP_TOO}, at: launch, for: 10m}}}}]"
    with Stage(plan=two_waves(first="timeout: 5m"), faults=script, quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "failed")
        stage.until(lambda: all(job["status"] == "COMPLETED" for job in stage.jobs()))
        old = server(stage, run, "first", APP)["instance"]
        stage.do("relaunch", run, Server=APP, Instance=old)
        stage.until_run(run, "succeeded")

        assert [set(job) for job in stage.launches()] == [{APP, APP_TOO}, {APP}, {DB}]
        assert server(stage, run, "first", APP)["instance"] != old


def test_a_server_of_another_run_is_not_touched():
    plan = read_plan_of(
        f"groups: {{db: {{servers: [{DB}]}}}}\nwaves: [{{wave: only, groups: [db]}}]"
    )
    with Stage(plan=plan, quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "only", "recovering")

        assert "has no source server" in stage.do("adopt", run, Server=APP)
        assert "is launching" in stage.do("adopt", run, Server=DB) or "busy" in stage.do(
            "adopt", run, Server=DB
        )
        stage.until_run(run, "succeeded")
        assert "there is nothing to relaunch" in stage.do("relaunch", run, Server=DB)


def test_a_broken_glass_lets_a_launch_destroy_the_named_instance_and_no_other():
    with Stage(plan=two_waves(), live=[DB], quick=True) as stage:
        run = stage.start(RECOVER)
        stage.until_run(run, "running")
        live = stage.client("drs").describe_recovery_instances(filters={})["items"][0]
        wish = {"server": DB, "by": BREAK_GLASS, "reason": "dead since noon"}
        later = int(stage.world.clock.now()) + 7200
        stage._put(f"OVERRIDE#{run}", DB, {**wish, "instance": "i-other", "expires_at": later})
        stage.do("resume", run)
        stage.until_run(run, "deciding")
        assert "would destroy" in stage.wave(run, "second")["reason"]

        named = {**wish, "instance": live["ec2InstanceID"], "expires_at": later}
        stage._put(f"OVERRIDE#{run}", DB, named)
        stage.do("retry", run)
        stage.until_run(run, "succeeded")
        rows = [row for row in stage.items(f"AUDIT#{run}") if "overridden" in row["text"]]
        assert [row["who"] for row in rows] == [BREAK_GLASS]
        assert rows[0]["text"].endswith("is destroyed; dead since noon")
