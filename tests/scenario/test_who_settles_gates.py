"""A gate opens by the decisions on record and nothing else, and can always be opened again."""

import os

import pytest
from fakes.sample_servers import launched_once
from stage import APPROVER, BREAK_GLASS, OPERATOR, TEMPLATES, Stage, two_waves

GATE = 'approval: {in: [drill], from: "@dr-approvers", count: 1, expires: 1h, requester: refuse}'
BOTH = GATE.replace("count: 1", "count: 2")
MOMENTS = range(0, 40, 1 if os.environ.get("MUSTER_KILLS") == "all" else 13)
ONCALL = "arn:aws:sts::123456789012:assumed-role/payments-oncall/nora@example.com"


def died(document: str, step: str, moment: str, operation: str, nth: int = 1) -> str:
    where = f"document: {document}, step: {step}, moment: {moment}, nth: {nth}"
    return f"faults: [{{kill: {{{where}, operation: '{operation}'}}}}]"


def at_wave_gate(stage: Stage) -> str:
    run = stage.drill()
    stage.until_wave(run, "first", "approving")
    return run


def at_gate_of_the_run(stage: Stage, **asked: str) -> str:
    run = stage.drill(**asked)
    stage.until_run(run, "approving")
    return run


def questions(stage: Stage, run: str) -> int:
    return sum("approval asked" in text for text in stage.audit(run))


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


class TestAskedAnew:
    def test_a_wave_cancelled_at_its_gate_asks_again_after_a_restart_and_can_be_answered(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            run = at_wave_gate(stage)
            stage.pass_time(10)
            stage.do("cancel", run)
            stage.until_run(run, "cancelled")
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
            stage.pass_time(10)
            stage.do("cancel", run)
            stage.until_run(run, "cancelled")
            stage.pass_time(3 * 3600)
            stage.do("restart", run)
            stage.until_run(run, "approving")
            stage.do("decide", run, APPROVER, Decision="approve")
            stage.until_run(run, "succeeded")

    def test_nobody_decides_about_a_run_that_is_over(self):
        with Stage(plan=two_waves(top=GATE), quick=True) as stage:
            run = at_gate_of_the_run(stage)
            stage.pass_time(10)
            stage.do("cancel", run)
            stage.until_run(run, "cancelled")

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
        fault = died("muster-cancel", "Act", "after", "dynamodb:UpdateItem")
        with Stage(plan=two_waves(top=GATE), quick=True, faults=fault) as stage:
            run = at_gate_of_the_run(stage)
            stage.pass_time(10)
            stage.do("cancel", run)
            assert stage.run(run)["state"] == "cancelling"

            assert "what waits at the gate is stopped" in stage.do("cancel", run)
            stage.until_run(run, "cancelled", limit=120)


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


class TestWhatPeopleWrite:
    def test_whatever_servers_and_reasons_are_called_the_gate_is_asked_and_answered(self):
        text = (TEMPLATES / "inventories" / "sample.yaml").read_text()
        hostile = "'{{ global:ACCOUNT_ID }} $(id) \\ \"'"
        inventory = text.replace("sample-appserver-instance", hostile)
        with Stage(plan=two_waves(top=GATE), quick=True, inventory=inventory) as stage:
            run = at_gate_of_the_run(stage, Reason="'; DROP TABLE muster; -- " + "x" * 480)
            told = stage.do("decide", run, APPROVER, Decision="approve", Reason="é" * 512)
            assert told == "gate run is approved"
            stage.until_run(run, "succeeded")

            assert stage.run(run)["reason"].startswith("'; DROP TABLE")


class TestBreakGlass:
    def test_a_break_glass_approval_stands_for_the_execution_after_one_that_died(self):
        fault = died("muster-wave", "VerifyApproval", "after", "dynamodb:UpdateItem")
        with Stage(plan=two_waves(first=GATE), quick=True, faults=fault) as stage:
            run = at_wave_gate(stage)
            stage.pass_time(10)
            stage.signal(stage.wave(run, "first")["owner"], "Approve", BREAK_GLASS)
            stage.until_run(run, "succeeded")

            assert launched_once(stage)


class TestGatesThatNobodyCanOpen:
    def test_a_drill_says_so_before_anybody_waits(self):
        with Stage(plan=two_waves(first=BOTH), quick=True) as stage:
            run = stage.drill(APPROVER)
            stage.until_run(run, "failed")

            assert "gate first" in stage.run(run)["verdict"]
            assert "oncall may approve, 2 needed" in stage.run(run)["verdict"]

    def test_a_recovery_goes_on_and_is_warned(self):
        gate = BOTH.replace("[drill]", "[recovery]").replace("@dr-approvers", "@nobody")
        with Stage(plan=two_waves(second=gate), quick=True) as stage:
            run = stage.start("muster-recover-small", OPERATOR)
            stage.until_wave(run, "first", "recovering")

            findings = stage.run(run)["findings"]
            [finding] = [found for found in findings if found["check"] != "source-alive"]
            assert (finding["level"], finding["name"]) == ("warn", "gate second")
            assert "nobody may approve" in finding["text"]

    def test_without_published_people_the_break_glass_role_is_all_there_is(self):
        with Stage(plan=two_waves(first=GATE), quick=True) as stage:
            stage.client("dynamodb").delete_item(
                TableName="muster", Key={"pk": {"S": "PEOPLE#"}, "sk": {"S": "PEOPLE"}}
            )
            run = at_wave_gate(stage)
            stage.pass_time(10)
            stage.signal(stage.wave(run, "first")["owner"], "Approve", BREAK_GLASS)
            stage.until_run(run, "succeeded")
