"""What a wave's options change about its course."""

from fakes.sample_servers import APP, APP_TOO, DB
from stage import Stage, read_plan_of

ONE_FAILS = f"faults: [{{launch-failure: {{server: {APP}, reason: no capacity, times: 1}}}}]"


def weighted(weight: str, failure: str = ""):
    return read_plan_of(
        f"""
groups:
  apps: {{servers: [{APP}, {APP_TOO}], {weight}: [{APP}]}}
  db: {{servers: [{DB}]}}
waves:
  - {{wave: first, groups: [apps]{failure}}}
  - {{wave: second, needs: [first], groups: [db]}}
"""
    )


def test_an_optional_server_that_fails_holds_no_wave_up():
    with Stage(plan=weighted("optional"), faults=ONE_FAILS, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run)

        assert stage.run(run)["state"] == "succeeded"
        assert stage.wave(run, "first")["failed"] == 1


def test_a_critical_server_that_fails_stops_the_wave_whatever_is_tolerated():
    plan = weighted("critical", ", failure: {tolerate: 100%}")
    with Stage(plan=plan, faults=ONE_FAILS, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert "1 of 2 servers not launched" in stage.wave(run, "first")["reason"]
        stage.do("retry", run)
        stage.until_run(run, "succeeded")


def ordered(failure: str = ""):
    return read_plan_of(
        f"""
groups:
  apps: {{servers: [{APP_TOO}, {APP}]}}
  db: {{servers: [{DB}]}}
waves:
  - {{wave: first, launch: sequential, groups: [db, apps]{failure}}}
"""
    )


def test_a_sequential_wave_launches_one_server_after_the_other_in_the_order_of_the_plan():
    with Stage(plan=ordered(), quick=True) as stage:
        run = stage.drill()
        stage.until(lambda: len(stage.jobs()) == 1)
        stage.pass_time(20)
        assert "the turn of 2 servers" in stage.wave(run, "first")["waits_for"]
        stage.until_run(run, "succeeded")

        assert stage.launches() == [(DB,), (APP_TOO,), (APP,)]


def test_a_sequential_wave_stops_at_a_failure_and_goes_on_there():
    lost = f"faults: [{{launch-failure: {{server: {APP_TOO}, reason: none left, times: 1}}}}]"
    with Stage(plan=ordered(), faults=lost, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert stage.launches() == [(DB,), (APP_TOO,)]
        stage.do("retry", run)
        stage.until_run(run, "succeeded")
        assert stage.launches()[2:] == [(APP_TOO,), (APP,)]


def test_a_wave_whose_first_launch_waits_too_long_asks():
    held = "faults: [{conflict: {server: any, times: 100000}}]"
    plan = read_plan_of(
        f"groups: {{db: {{servers: [{DB}]}}}}\nwaves: [{{wave: only, groups: [db], queue: 5m}}]"
    )
    with Stage(plan=plan, faults=held, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert stage.wave(run, "only")["reason"].startswith("nothing was launched in 300 s")
