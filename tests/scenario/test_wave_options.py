"""What a wave's options change about its course."""

from stage import Stage, read_plan_of

APP, APP_TOO = "s-57e730f6102e1f793", "s-5817ab4ccdfa96db3"
DB = "s-51d6b65c73391918f"
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
