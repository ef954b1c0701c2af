"""Systems Manager runs so many automations at once: runs take turns, and say what they wait for."""

from fakes.gates import GATE, at_gate_of_the_run
from stage import APPROVER, Stage, two_waves

from muster.engine.codec import encode_item
from muster.engine.items import Run, read
from muster.engine.lease import has_lost_driver
from muster.engine.limits import DRIVER_LOST, RUNS_AT_ONCE, SLOT_LIFE, WAVES_AT_ONCE


def others(stage: Stage, *rows: dict) -> None:
    """Other runs of the hub, as its shared item has them."""
    now = int(stage.world.clock.now())
    known = {"urgency": 1, "since": now, "seen": now, "is_in": True, "waves": 0, "wants": 0}
    listed = [{"run": f"other-{n}", **known, **row} for n, row in enumerate(rows)]
    item = {"pk": "HUB#automation", "sk": "SLOTS", "rows": listed, "version": 1}
    stage.client("dynamodb").put_item(TableName="muster", Item=encode_item(item))


def waits_for(stage: Stage, run: str) -> str:
    return stage.wave(run, "first").get("waits_for", "")


def sleeps(stage: Stage, run: str) -> bool:
    return stage.execution(run).get("CurrentStepName") == "SleepForRoom"


def test_a_run_that_does_not_fit_sleeps_before_it_starts_and_says_so():
    with Stage(plan=two_waves(), quick=True) as stage:
        others(stage, *[{} for _ in range(RUNS_AT_ONCE)])
        run = stage.drill()
        stage.until(lambda: sleeps(stage, run))

        assert stage.run(run)["state"] == "registered"
        assert waits_for(stage, run).startswith(f"room for the run: {RUNS_AT_ONCE} are under way")
        stage.pass_time(SLOT_LIFE + 60)  # nobody renews the others
        stage.until_run(run, "succeeded")


def test_a_run_that_waits_for_room_is_not_taken_for_one_without_a_driver():
    with Stage(plan=two_waves(), quick=True) as stage:
        others(stage, *[{} for _ in range(RUNS_AT_ONCE)])
        run = stage.drill()
        stage.until(lambda: sleeps(stage, run))
        stage.pass_time(DRIVER_LOST + 30)

        assert not has_lost_driver(read(Run, stage.run(run)), int(stage.world.clock.now()))
        stage.do("pause", run)
        assert stage.run(run)["execution"] == run


def test_a_wave_waits_while_the_waves_of_other_runs_have_all_the_room():
    with Stage(plan=two_waves(), quick=True) as stage:
        others(stage, {"waves": WAVES_AT_ONCE})
        run = stage.drill()
        stage.until_run(run, "running")
        stage.pass_time(30)

        assert stage.wave(run, "first")["state"] == "pending"
        assert waits_for(stage, run).startswith("room for its execution")
        stage.until_run(run, "succeeded")
        assert stage.item("HUB#automation", "SLOTS")["rows"] == []


def test_a_run_that_waits_for_room_can_be_cancelled():
    with Stage(plan=two_waves(), quick=True) as stage:
        others(stage, *[{} for _ in range(RUNS_AT_ONCE)])
        run = stage.drill()
        stage.until(lambda: sleeps(stage, run))
        stage.do("cancel", run)
        stage.until_run(run, "cancelled", limit=300)

        assert stage.launches() == []


def test_a_run_that_waits_for_room_after_its_approval_can_be_cancelled():
    with Stage(plan=two_waves(top=GATE), quick=True) as stage:
        others(stage, *[{} for _ in range(RUNS_AT_ONCE)])
        run = at_gate_of_the_run(stage)
        stage.do("decide", run, APPROVER, Decision="approve")
        stage.until(lambda: sleeps(stage, run))
        stage.do("cancel", run)
        stage.until_run(run, "cancelled", limit=300)

        assert stage.launches() == []
