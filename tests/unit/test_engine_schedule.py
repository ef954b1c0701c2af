"""What the driver does next, for every situation that a run can be in."""

import dataclasses

import pytest

from muster.engine.items import Run, Wave
from muster.engine.limits import START_GRACE, WAVE_LIVES, WAVES_AT_ONCE
from muster.engine.schedule import StartWave, Step, View, advance

NOW = 10_000
RUN = Run(run="r", plan="p", hash="h", mode="drill", state="running")


def wave(name="a", state="pending", **more):
    return Wave(wave=name, state=state, **more)


def step(*waves, run=RUN, now=NOW, ended=None, **of_run):
    return advance(View(dataclasses.replace(run, **of_run), waves, now, ended or {}))


def started(found: Step) -> list[str]:
    return [start.wave for start in found.starts]


def states(found: Step) -> dict[str, str]:
    return {w.key[1]: str(w.values["state"]) for w in found.writes if "state" in w.values}


def test_waves_without_needs_start_together():
    assert started(step(wave("a"), wave("b"))) == ["a", "b"]


@pytest.mark.parametrize(
    "need", ["pending", "starting", "recovering", "failed", "lost", "rejected"]
)
def test_a_wave_waits_while_its_need_is_not_settled(need):
    found = step(wave("a", need, execution="x"), wave("b", needs=("a",)))

    assert "b" not in started(found)


@pytest.mark.parametrize("need", ["succeeded", "skipped"])
def test_a_wave_starts_when_its_needs_are_done_or_skipped(need):
    assert started(step(wave("a", need), wave("b", needs=("a",)))) == ["b"]


def test_a_failed_wave_that_the_plan_lets_pass_does_not_hold_its_dependants():
    failed = wave("a", "failed", spec={"then": "continue"})

    assert started(step(failed, wave("b", needs=("a",)))) == ["b"]


def test_wait_counts_from_the_end_of_the_last_need():
    needs = (wave("a", "succeeded", ended_at=NOW - 300), wave("b", "succeeded", ended_at=NOW - 60))
    last = wave("c", needs=("a", "b"), spec={"wait": 61})

    assert started(step(*needs, last)) == []
    assert started(step(*needs, last, now=NOW + 1)) == ["c"]


def test_a_paused_run_starts_nothing():
    assert started(step(wave("a"), hold=True)) == []


def test_no_more_waves_are_in_flight_than_the_automation_quota_leaves_room_for():
    many = [wave(f"w{n:03d}", order=n) for n in range(WAVES_AT_ONCE + 10)]

    assert len(started(step(*many))) == WAVES_AT_ONCE


def test_a_start_nobody_answered_is_repeated_with_the_same_token():
    first = step(wave("a")).starts[0]
    again = step(wave("a", "starting", n=1, starting_at=NOW), now=NOW + 30).starts[0]

    assert again == StartWave("a", 1, 1, first.token, None)


def test_a_start_without_claim_or_execution_is_given_up_after_the_grace():
    found = step(wave("a", "starting", n=1, starting_at=NOW - START_GRACE - 1))

    assert states(found) == {"WAVE#a": "pending"}
    assert found.starts == ()


def test_the_next_execution_has_another_token():
    assert step(wave("a", n=1)).starts[0].token != step(wave("a")).starts[0].token


def test_a_wave_whose_execution_died_is_given_to_a_new_one_twice_and_then_lost():
    dead = {"a": "Failed"}
    outcomes = [
        states(step(wave("a", "recovering", owner="x", lives=lives), ended=dead))
        for lives in range(WAVE_LIVES + 1)
    ]

    assert outcomes == [{"WAVE#a": "pending"}] * WAVE_LIVES + [
        {"WAVE#a": "lost"},
    ]


def test_the_run_asks_while_a_wave_waits_for_a_decision_and_runs_again_after_it():
    assert states(step(wave("a", "failed"))) == {"RUN": "deciding"}
    assert states(step(wave("a", "pending", n=1), state="deciding"))["RUN"] == "running"


def test_branches_that_do_not_need_the_failed_wave_go_on():
    assert started(step(wave("a", "failed"), wave("b"))) == ["b"]


def test_the_run_concludes_when_every_wave_is_settled():
    found = step(wave("a", "succeeded"), wave("b", "skipped"))

    assert found.done
    assert states(found) == {"RUN": "concluding"}


def test_abort_by_plan_is_written_to_the_run():
    found = step(wave("a", "failed", spec={"then": "abort"}))

    assert "abort" in found.writes[0].values


def test_an_aborted_run_lets_running_waves_end_and_cancels_the_rest():
    found = step(wave("a", "recovering", owner="x"), wave("b"), abort="by plan")

    assert states(found) == {"WAVE#b": "cancelled"}
    assert not found.done


def test_an_aborted_run_with_nothing_active_concludes():
    assert step(wave("a", "failed"), wave("b", "cancelled"), abort="x").done


def test_cancel_stops_waiting_gates_and_cancels_what_has_not_begun():
    waiting = wave("a", "approving", owner="gate-execution")
    found = step(waiting, wave("b"), wave("c", "starting", n=1), state="cancelling")

    assert found.stops == ("gate-execution",)
    assert states(found) == {"WAVE#b": "cancelled", "WAVE#c": "cancelled"}
    assert not found.done


def test_a_cancelled_run_is_done_when_no_wave_is_active():
    assert step(wave("a", "cancelled"), wave("b", "succeeded"), state="cancelling").done


@pytest.mark.parametrize("state", ["registered", "approving", "concluding", "succeeded", "stalled"])
def test_a_run_that_is_not_under_way_needs_no_driver(state):
    assert step(wave("a"), state=state) == Step(done=True)
