"""Whoever drives, dies, comes back or comes late: the run goes on once, and its end is true."""

import pytest
from fakes.sample_servers import launched_once
from stage import OPERATOR, Stage, two_waves

from muster.embedded.aws.automation import Killed, kill_execution
from muster.embedded.aws.kit import AwsError


def killed(**where: str | int) -> str:
    said = ", ".join(
        f"{key}: '{value}'" if key == "operation" else f"{key}: {value}"
        for key, value in where.items()
    )
    return f"faults: [{{kill: {{{said}}}}}]"


def kill_at_the_verdict(stage: Stage, run: str, moment: str) -> None:
    """Kill the execution that is about to write how the run ended, or has just written it."""
    watching = getattr(stage.world.front, moment)

    def strike(entry) -> None:
        if entry.name == "dynamodb:UpdateItem" and "verdict" in str(entry.params):
            watching.remove(strike)
            kill_execution(stage.world, run)
            raise Killed

    watching.append(strike)


class TestADriverDies:
    def test_while_the_run_is_cancelled_and_the_next_cancel_ends_it(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "recovering")
            stage.do("cancel", run)
            stage.kill(run)
            stage.pass_time(60)
            assert stage.run(run)["state"] == "cancelling"

            stage.do("cancel", run)
            stage.until_run(run, "cancelled", limit=300)
            stage.pass_time(300)
            stage.do("restart", run)
            stage.until_run(run, "succeeded")
            assert launched_once(stage)

    def test_a_driver_that_comes_late_to_end_a_cancelled_run_does_not_open_it_again(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            stage.until_run(run, "registered")
            stage.kill(run)
            stage.do("cancel", run)
            late = []

            def somebody_else_restarts(entry) -> None:
                if entry.name == "dynamodb:UpdateItem" and "verdict" in str(entry.params):
                    stage.world.front.before.remove(somebody_else_restarts)
                    late.append(stage.drill(RunId=run))

            stage.world.front.before.append(somebody_else_restarts)
            stage.until_run(run, "cancelled")
            stage.until_ended(late[0])

            assert "ended while this execution was starting" in str(stage.execution(late[0]))
            assert (stage.run(run)["state"], stage.launches()) == ("cancelled", [])
            assert stage.do("restart", run) == "restarted"
            stage.until_run(run, "succeeded")

    def test_a_restart_that_dies_at_once_is_followed_by_another(self):
        twice = "faults: [{kill: {document: muster-drill, after: 60s}}, "
        twice += "{kill: {document: muster-drill, nth: 2, step: Register, call: 1}}]"
        with Stage(plan=two_waves(), quick=True, faults=twice) as stage:
            run = stage.drill()
            stage.pass_time(240)
            stage.do("restart", run)
            stage.pass_time(60)
            assert stage.do("restart", run) == "restarted"
            stage.until_run(run, "succeeded")

            assert launched_once(stage)

    @pytest.mark.parametrize("moment", ["before", "after"])
    def test_at_the_verdict_and_the_next_one_gives_it(self, moment):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            kill_at_the_verdict(stage, run, moment)
            stage.until_ended(run)
            if moment == "before":
                assert stage.run(run)["state"] == "concluding"
                stage.do("restart", run)
            stage.until_run(run, "succeeded")

            again = stage.drill()
            stage.until_run(again, "succeeded")  # no lock is left

    def test_a_wave_retried_at_the_very_end_is_not_forgotten(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            kill_at_the_verdict(stage, run, "before")
            stage.until_ended(run)
            stage.set_item(f"RUN#{run}", "WAVE#second", state="pending", attempt=2)
            stage.do("restart", run)
            stage.until_run(run, "stalled")
            stage.do("restart", run)
            stage.until_run(run, "succeeded")

            assert stage.waves(run) == {"first": "succeeded", "second": "succeeded"}

    def test_a_run_that_stalls_at_its_very_end_keeps_its_locks(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()

            def somebody_else_was_faster(entry) -> None:
                if entry.name == "dynamodb:UpdateItem" and "verdict" in str(entry.params):
                    stage.world.front.before.remove(somebody_else_was_faster)
                    stage.set_run(run, state="stalled")

            stage.until_run(run, "running")
            stage.world.front.before.append(somebody_else_was_faster)
            stage.until_ended(run)

            assert stage.run(run)["state"] == "stalled"
            assert stage.item("PLAN#small", "LOCK")["run"] == run

    def test_for_good_and_the_run_is_stalled_while_its_waves_go_on(self):
        with Stage(plan=two_waves()) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "recovering")

            def refused(entry) -> None:
                if run in entry.principal.arn and entry.name == "dynamodb:Query":
                    stage.world.front.before.remove(refused)
                    raise AwsError("AccessDeniedException", "not now")

            stage.world.front.before.append(refused)
            stage.until_ended(run)
            stage.until_wave(run, "first", "succeeded", "failed")

            assert stage.run(run)["state"] == "stalled"
            assert "DrivePass1" in stage.run(run)["verdict"]
            assert stage.wave(run, "first")["state"] == "succeeded"
            stage.do("pause", run)  # any verb
            stage.do("resume", run)
            stage.until_run(run, "succeeded")
            assert launched_once(stage)

    def test_a_stopped_entry_execution_leaves_a_run_that_any_verb_drives_again(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "recovering")
            stage.client("ssm").stop_automation_execution(AutomationExecutionId=run)
            stage.until_ended(run)
            stage.do("pause", run)
            stage.do("resume", run)
            stage.until_run(run, "succeeded")

            assert launched_once(stage)


class TestExecutionsOfAWave:
    def start(self, stage: Stage, run: str, attempt: str) -> str:
        return stage.start("muster-wave-small.first", OPERATOR, RunId=run, Attempt=attempt, N="9")

    @pytest.mark.parametrize("attempt", ["1", "2"])
    @pytest.mark.parametrize("when", ["starting", "recovering", "succeeded"])
    def test_one_that_nobody_needs_ends_without_touching_the_wave(self, when, attempt):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", when)
            owner = stage.wave(run, "first").get("owner")
            late = self.start(stage, run, attempt)
            stage.until_ended(late)
            stage.until_run(run, "succeeded")

            failed = [late] if owner or attempt == "2" or when == "succeeded" else []
            for execution in failed:
                assert "is not needed" in stage.execution(execution)["FailureMessage"]
            assert launched_once(stage)

    def test_one_of_an_attempt_that_is_over_ends_without_touching_the_next(self):
        fails = "faults: [{launch-failure: {server: s-57e730f6102e1f793, reason: x, times: 1}}]"
        with Stage(plan=two_waves(), quick=True, faults=fails) as stage:
            run = stage.drill()
            stage.until_run(run, "deciding")
            stage.do("pause", run)
            stage.do("retry", run)
            late = self.start(stage, run, "1")
            stage.until_ended(late)

            wave = stage.wave(run, "first")
            assert (wave["state"], wave["attempt"], wave.get("owner")) == ("pending", 2, None)

    def test_a_wave_that_systems_manager_refuses_to_start_is_lost_with_its_words(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "recovering")
            stage.client("ssm").delete_document(Name="muster-wave-small.second")
            stage.until_run(run, "deciding", limit=600)

            wave = stage.wave(run, "second")
            assert wave["state"] == "lost"
            assert "AutomationDefinitionNotFound" in wave["reason"]
            assert (wave["n"], wave.get("lives", 0)) == (1, 0)

    def test_a_wave_whose_start_meets_a_token_that_was_used_is_started_again(self):
        used = "operation: 'ssm:StartAutomationExecution', code: IdempotentParameterMismatch"
        faults = f"faults: [{{error: {{{used}, nth: 2}}}}]"
        with Stage(plan=two_waves(), quick=True, faults=faults) as stage:
            run = stage.drill()
            stage.until_run(run, "succeeded")

            assert launched_once(stage)

    def test_a_wave_of_another_plan_version_is_lost_and_says_so(self):
        with Stage(plan=two_waves(), quick=True) as stage:
            run = stage.drill()
            stage.until_wave(run, "first", "succeeded")
            stage.set_run(run, hash="0" * 64)
            stage.until_wave(run, "second", "lost")

            assert "this document is not" in stage.wave(run, "second")["reason"]

    @pytest.mark.parametrize("step", ["Begin", "RecoverPass", "CheckPass", "Finish"])
    @pytest.mark.parametrize("moment", ["before", "after"])
    def test_one_that_dies_is_replaced_and_nothing_is_launched_twice(self, step, moment):
        fault = killed(
            document="muster-wave", step=step, moment=moment, operation="dynamodb:UpdateItem"
        )
        plan = two_waves(first="health: [ec2-status]")
        with Stage(plan=plan, quick=True, faults=fault) as stage:
            run = stage.drill()
            stage.until_run(run, "succeeded")

            assert launched_once(stage)
