"""A hook that did its work is not run again, whoever dies, and never in the other mode."""

import pytest
from stage import APPROVER, Stage, two_waves

HOOK = "[{runbook: check-licences, in: [drill]}]"
WAVE = f"before: {HOOK}\n    after: {HOOK}"


def died(step: str, operation: str, moment: str) -> str:
    where = f"document: muster-wave, step: {step}, moment: {moment}, operation: '{operation}'"
    return f"faults: [{{kill: {{{where}}}}}]"


def hooks_run(stage: Stage) -> int:
    return len(stage.started("check-licences"))


def texts(stage: Stage, run: str) -> dict[str, str]:
    return {item["hook"]: item["state"] for item in stage.items(f"RUN#{run}", "HOOK#")}


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("turn", ["Turn_before_1", "Turn_before_2", "Turn_after_1", "Turn_after_2"])
def test_a_wave_that_dies_around_a_hook_runs_each_hook_once(turn, moment):
    fault = died(turn, "dynamodb:PutItem", moment)
    with Stage(plan=two_waves(first=WAVE), quick=True, faults=fault) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert hooks_run(stage) == 2
        assert set(texts(stage, run).values()) == {"done"}


def test_a_paused_wave_holds_before_its_next_hook_and_goes_on_there():
    with Stage(plan=two_waves(first=WAVE), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "recovering")
        stage.do("pause", run)
        stage.until_wave(run, "first", "pending")
        assert hooks_run(stage) == 1

        stage.do("resume", run)
        stage.until_run(run, "succeeded")
        assert hooks_run(stage) == 2
        assert len(stage.launches()) == 2


def test_an_aborted_wave_runs_no_further_hook_and_is_not_called_paused():
    with Stage(plan=two_waves(first=WAVE), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "recovering")
        stage.do("abort", run, Reason="enough")
        stage.until_run(run, "aborted")

        wave = stage.wave(run, "first")
        assert (wave["state"], hooks_run(stage)) == ("cancelled", 1)
        assert "aborted by operator: enough" in wave["reason"]
        assert "paused" not in wave.get("waits_for", "")


def test_a_retried_wave_runs_no_finished_hook_again():
    lost = "faults: [{launch-failure: {server: s-57e730f6102e1f793, reason: none left, times: 1}}]"
    with Stage(plan=two_waves(first=WAVE), quick=True, faults=lost) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")
        stage.do("retry", run)
        stage.until_run(run, "succeeded")

        assert hooks_run(stage) == 2


@pytest.mark.parametrize("document", ["muster-drill-small", "muster-recover-small"])
def test_a_hook_runs_in_its_modes_only(document):
    with Stage(plan=two_waves(first=WAVE), quick=True) as stage:
        run = stage.start(document, APPROVER)
        stage.until_run(run, "succeeded")

        assert hooks_run(stage) == (2 if "drill" in document else 0)
        wanted = "done" if "drill" in document else "skipped"
        assert set(texts(stage, run).values()) == {wanted}
