"""Gates amid hostile words, opened by break-glass, or open to no person that was published."""

from fakes.gates import BOTH, GATE, at_gate_of_the_run, at_wave_gate, died
from fakes.sample_servers import launched_once
from stage import APPROVER, BREAK_GLASS, OPERATOR, TEMPLATES, Stage, two_waves


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
