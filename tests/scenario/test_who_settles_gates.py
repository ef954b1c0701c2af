"""A gate opens by the decisions on record, whoever dies while it is asked, decided or opened."""

import pytest
from fakes.gates import BOTH, GATE, ONCALL, at_gate_of_the_run, at_wave_gate, died, questions
from fakes.sample_servers import launched_once
from stage import APPROVER, Stage, two_waves


class TestWhoDecidesDies:
    @pytest.mark.parametrize("moment", ["before", "after"])
    @pytest.mark.parametrize(
        "operation", ["dynamodb:TransactWriteItems", "ssm:SendAutomationSignal"]
    )
    def test_anybody_may_say_it_again_and_the_gate_opens_at_once(self, operation, moment):
        with Stage(
            plan=two_waves(first=GATE),
            quick=True,
            faults=died("muster-decide", "Act", moment, operation),
        ) as stage:
            run = at_wave_gate(stage)
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.do("decide", run, ONCALL, Decision="approve")
            stage.until_wave(run, "first", "recovering", limit=60)
            stage.until_run(run, "succeeded")

            assert launched_once(stage)
            said = [text for text in stage.audit(run) if text.startswith("approve gate first")]
            assert len(said) == 1

    def test_a_wave_is_woken_by_the_driver_if_nobody_says_it_again(self):
        after = died("muster-decide", "Act", "after", "dynamodb:TransactWriteItems")
        with Stage(plan=two_waves(first=GATE), quick=True, faults=after) as stage:
            run = at_wave_gate(stage)
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "succeeded", limit=900)

            assert questions(stage, run) == 1
            assert launched_once(stage)

    def test_a_rejection_that_nobody_heard_closes_the_gate_all_the_same(self):
        after = died("muster-decide", "Act", "after", "dynamodb:TransactWriteItems")
        with Stage(plan=two_waves(first=GATE), quick=True, faults=after) as stage:
            run = at_wave_gate(stage)
            stage.do("decide", run, APPROVER, Decision="reject", Reason="no")
            stage.until_wave(run, "first", "rejected")

            assert "rejected by approver" in stage.wave(run, "first")["reason"]

    def test_at_the_gate_of_the_run_saying_it_again_is_enough(self):
        after = died("muster-decide", "Act", "after", "dynamodb:TransactWriteItems")
        with Stage(plan=two_waves(top=GATE), quick=True, faults=after) as stage:
            run = at_gate_of_the_run(stage)
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.pass_time(60)
            assert stage.run(run)["state"] == "approving"

            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "running", limit=60)
            stage.until_run(run, "succeeded")

    def test_two_people_are_needed_and_each_counts_once(self):
        with Stage(plan=two_waves(first=BOTH), quick=True) as stage:
            run = at_wave_gate(stage)
            assert "still open" in stage.do("decide", run, APPROVER, Decision="approve")
            assert "already" in stage.do("decide", run, APPROVER, Decision="approve")
            stage.pass_time(120)
            assert stage.wave(run, "first")["state"] == "approving"

            assert stage.do("decide", run, ONCALL, Decision="approve") == "gate first is approved"
            stage.until_run(run, "succeeded")

    def test_who_decides_the_moment_he_is_asked_is_heard(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            run = stage.drill()
            stage.until(lambda: bool(stage.items(f"RUN#{run}", "GATE#")))
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_wave(run, "first", "recovering", limit=60)


class TestAnExecutionDiesAtItsGate:
    def test_a_wave_asks_again_in_a_new_execution_and_what_was_decided_stands(self):
        with Stage(plan=two_waves(first=BOTH), quick=True) as stage:
            run = at_wave_gate(stage)
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.kill(stage.wave(run, "first")["owner"])
            stage.do("decide", run, ONCALL, Decision="approve")
            stage.until_run(run, "succeeded")

            assert len(stage.items(f"RUN#{run}", "GATE#")) == 1
            assert launched_once(stage)

    def test_a_wave_that_died_at_its_gate_too_often_is_lost_and_a_retry_asks_once(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            run = at_wave_gate(stage)
            for _ in range(3):
                stage.until_wave(run, "first", "approving")
                stage.kill(stage.wave(run, "first")["owner"])
                stage.pass_time(90)
            stage.until_wave(run, "first", "lost")
            stage.do("retry", run)
            stage.until_wave(run, "first", "approving")

            assert stage.do("decide", run, APPROVER, Decision="approve") == "gate first is approved"
            stage.until_run(run, "succeeded")

    @pytest.mark.parametrize("decided", ["before", "after"])
    def test_a_run_whose_execution_died_at_its_gate_is_restarted_there(self, decided):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            run = at_gate_of_the_run(stage)
            stage.pass_time(10)
            stage.kill(run)
            if decided == "before":
                stage.do("decide", run, APPROVER, Decision="approve")
            assert stage.do("restart", run) == "restarted"
            if decided == "after":
                stage.until(lambda: stage.run(run)["execution"] != run)
                stage.pass_time(20)
                stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "succeeded")

            assert launched_once(stage)

    def test_a_gate_whose_time_is_over_is_expired_for_who_comes_back_to_it(self):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            run = at_gate_of_the_run(stage)
            stage.pass_time(10)
            stage.kill(run)
            stage.pass_time(2 * 3600)
            stage.do("restart", run)
            stage.until_run(run, "expired", limit=120)

            stage.until_ended(stage.run(run)["execution"])
            stage.do("retry", run)
            stage.until_run(run, "approving")
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "succeeded")

    @pytest.mark.parametrize("step", ["OpenGate", "VerifyApproval"])
    @pytest.mark.parametrize("moment", ["before", "after"])
    def test_a_wave_that_dies_around_its_gate_asks_once_and_goes_on(self, step, moment):
        fault = died("muster-wave", step, moment, "dynamodb:UpdateItem")
        with Stage(plan=two_waves(first=GATE), quick=True, faults=fault) as stage:
            run = stage.drill()
            stage.until(lambda: bool(stage.items(f"RUN#{run}", "GATE#")))
            stage.until_wave(run, "first", "approving")
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "succeeded")

            assert questions(stage, run) <= 1
            assert launched_once(stage)


class TestSeveralExecutionsAtOneGate:
    def test_a_second_execution_of_a_run_takes_the_question_over_and_the_first_ends_nothing(self):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            first = run = at_gate_of_the_run(stage)
            second = stage.drill(RunId=run)
            stage.until(lambda: stage.run(run)["execution"] == second)
            stage.pass_time(20)
            stage.client("ssm").stop_automation_execution(AutomationExecutionId=first)
            stage.until_ended(first)
            assert stage.run(run)["state"] == "approving"

            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "succeeded")

    def test_the_time_of_the_first_execution_ends_no_question_of_the_second(self):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            run = at_gate_of_the_run(stage)
            stage.pass_time(30 * 60)
            second = stage.drill(RunId=run)
            stage.until(lambda: stage.item(f"RUN#{run}", "GATE#run#0001")["execution"] == second)
            stage.pass_time(40 * 60)
            assert stage.run(run)["state"] == "approving"

            assert stage.do("decide", run, APPROVER, Decision="approve") == "gate run is approved"
            stage.until_run(run, "succeeded")
