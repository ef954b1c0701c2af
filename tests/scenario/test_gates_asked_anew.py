"""A gate of a run that was cancelled, rejected or restarted can always be asked about again."""

import os

import pytest
from fakes.gates import GATE, at_gate_of_the_run, at_wave_gate, cancelled_at_its_gate, died
from stage import APPROVER, Stage, two_waves

MOMENTS = range(0, 40, 1 if os.environ.get("MUSTER_KILLS") == "all" else 13)


class TestAskedAnew:
    def test_a_wave_cancelled_at_its_gate_asks_again_after_a_restart_and_can_be_answered(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            run = at_wave_gate(stage)
            cancelled_at_its_gate(stage, run)
            stage.until_ended(run)
            stage.do("restart", run)
            stage.until_wave(run, "first", "approving")

            assert stage.do("decide", run, APPROVER, Decision="approve") == "gate first is approved"
            stage.until_run(run, "succeeded")

    @pytest.mark.parametrize("verb", ["retry", "restart"])
    def test_a_rejected_run_is_asked_about_anew(self, verb):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            run = at_gate_of_the_run(stage, Reason="the quarter's drill")
            stage.do("decide", run, APPROVER, Decision="reject")
            stage.until_run(run, "rejected")
            stage.until_ended(run)
            stage.do(verb, run)
            stage.until_run(run, "approving")
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "succeeded")

            assert stage.run(run)["reason"] == "the quarter's drill"

    def test_a_run_cancelled_at_its_gate_is_asked_about_anew_however_late(self):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            run = at_gate_of_the_run(stage)
            cancelled_at_its_gate(stage, run)
            stage.pass_time(3 * 3600)
            stage.do("restart", run)
            stage.until_run(run, "approving")
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "succeeded")

    def test_nobody_decides_about_a_run_that_is_over(self):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            run = at_gate_of_the_run(stage)
            cancelled_at_its_gate(stage, run)

            told = stage.do("decide", run, APPROVER, Decision="approve")
            assert "the run is cancelled; there is nothing to decide" in told


class TestCancelAtAnyMomentOfAGate:
    @pytest.mark.parametrize("gate", ["top", "first"])
    @pytest.mark.parametrize("seconds", MOMENTS)
    def test_a_cancelled_run_ends_at_once_and_launches_nothing(self, gate, seconds):
        with Stage(plan=two_waves(**{gate: GATE}), quick=True) as stage:
            run = stage.drill()
            stage.until_run(run, "registered", "approving")
            stage.pass_time(seconds)
            stage.do("cancel", run)
            if stage.needs_help(run):
                stage.pass_time(150)
                stage.do("cancel", run)
            stage.until_run(run, limit=400)

            assert stage.run(run)["state"] == "cancelled"
            assert stage.launches() == []

    def test_a_cancel_whose_script_died_is_carried_out_by_the_next_one(self):
        fault = died("muster-cancel", "Act", "after", "dynamodb:TransactWriteItems")
        with Stage(plan=two_waves(top=GATE), quick=True, faults=fault) as stage:
            run = at_gate_of_the_run(stage)
            stage.pass_time(10)
            stage.do("cancel", run)
            assert stage.run(run)["state"] == "cancelling"

            assert "what waits at the gate is stopped" in stage.do("cancel", run)
            stage.until_run(run, "cancelled", limit=120)
