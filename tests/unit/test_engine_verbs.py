"""Each verb in each state: an effect, or a refusal that says why."""

import pytest

from muster.engine.items import Run, Wave
from muster.engine.states import RUN_TERMINAL, RunState, WaveState
from muster.engine.verbs.outcome import Ask
from muster.engine.verbs.table import VERBS

NOW = 1_000
ASKING = ("failed", "lost", "rejected", "expired")


def ask(verb, state="running", waves=(), *, wave="", **of_run):
    run = Run(
        run="r",
        plan="p",
        hash="h",
        mode="drill",
        state=state,
        **{"heartbeat": NOW, "since": NOW, "registered_at": NOW, "started_at": NOW, **of_run},
    )
    return VERBS[verb](Ask(run, tuple(waves), "ana", NOW, wave, "why"))


def allowed(verb, **given):
    return {state for state in RunState if not ask(verb, state, **given).refused}


FAILED = [Wave(wave="a", state="failed", total=2, launched=1)]
UNDER_WAY = {RunState.RUNNING, RunState.DECIDING, RunState.STALLED}
LIVE = set(RunState) - RUN_TERMINAL


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("pause", LIVE - {RunState.CANCELLING, RunState.CONCLUDING}),
        ("cancel", LIVE - {RunState.CANCELLING, RunState.CONCLUDING}),
        ("abort", UNDER_WAY),
        ("skip", UNDER_WAY),
        ("retry", UNDER_WAY | {RunState.REJECTED, RunState.EXPIRED}),
        (
            "restart",
            {RunState.CANCELLED, RunState.STALLED, RunState.REJECTED, RunState.EXPIRED},
        ),
    ],
)
def test_a_verb_is_accepted_in_these_states_of_the_run_only(verb, expected):
    assert allowed(verb, waves=FAILED) == expected


def test_resume_is_for_paused_runs():
    assert allowed("resume", hold=True) == LIVE
    assert allowed("resume") == set()


@pytest.mark.parametrize("verb", ["retry", "skip"])
@pytest.mark.parametrize("state", list(WaveState))
def test_only_a_wave_that_asks_can_be_retried_or_skipped(verb, state):
    outcome = ask(verb, waves=[Wave(wave="a", state=state)], wave="a")

    assert outcome.refused == (state not in ASKING)


def test_retry_is_the_next_attempt_of_what_is_missing():
    outcome = ask("retry", waves=FAILED)

    assert outcome.text == "wave a is tried again, attempt 2: 1 of 2 servers missing"
    assert outcome.writes[0].values["attempt"] == 2
    assert "owner" in outcome.writes[0].remove


def test_of_two_waves_that_ask_one_must_be_named():
    two = [Wave(wave="a", state="failed"), Wave(wave="b", state="lost")]

    assert "waiting for a decision: a, b" in ask("retry", waves=two).text
    assert not ask("retry", waves=two, wave="b").refused


def test_cancel_names_the_servers_that_cannot_be_stopped():
    waves = [Wave(wave="db", state="recovering", total=3, launched=1)]

    assert "go on for db (2 servers)" in ask("cancel", waves=waves).text


def test_cancel_at_the_run_gate_stops_the_waiting_execution():
    assert ask("cancel", "approving", execution="entry").stop == "entry"


def test_a_cancel_that_was_not_carried_out_can_be_carried_out_by_the_next():
    again = ask("cancel", "cancelling", execution="entry", to_stop="entry")

    assert (again.refused, again.stop, again.writes) == (False, "entry", ())
    assert ask("cancel", "cancelling").refused


def test_the_execution_that_came_to_end_a_cancelled_run_is_not_stopped_by_the_next_cancel():
    assert ask("cancel", "cancelling", execution="a new driver", to_stop="entry").refused


@pytest.mark.parametrize("verb", ["cancel", "restart"])
def test_a_cancelling_run_without_a_driver_is_given_one_to_end_it(verb):
    outcome = ask(verb, "cancelling", heartbeat=NOW - 300, since=NOW - 300)

    assert (outcome.refused, outcome.start_driver, outcome.stop) == (False, True, "")


def test_cancel_of_a_run_that_was_never_registered_starts_nothing():
    outcome = ask("cancel", "requested", heartbeat=0, since=0)

    assert not outcome.start_driver


@pytest.mark.parametrize(
    ("verb", "state"), [("restart", "cancelled"), ("restart", "rejected"), ("retry", "expired")]
)
def test_a_run_whose_plan_was_published_anew_is_not_taken_up_again(verb, state):
    run = Run("r", "p", "h", "drill", state, registered_at=NOW)
    told = {
        published: VERBS[verb](Ask(run, (), "ana", NOW, published=published))
        for published in ("", "h", "another")
    }

    assert [answer.refused for answer in told.values()] == [False, False, True]
    assert "published anew; go back to version h" in told["another"].text


def test_a_run_that_was_cancelled_before_it_began_is_not_restarted():
    assert "start a new one" in ask("restart", "cancelled", registered_at=0).text


@pytest.mark.parametrize("verb", ["pause", "abort", "retry", "skip", "restart", "cancel"])
def test_any_verb_on_a_stalled_run_gives_it_a_driver(verb):
    assert ask(verb, "stalled", FAILED).start_driver


@pytest.mark.parametrize("verb", ["retry", "skip"])
def test_no_wave_is_tried_again_in_a_run_that_is_being_aborted(verb):
    assert "being aborted" in ask(verb, waves=FAILED, abort="by plan").text


def test_any_accepted_verb_gives_a_run_without_a_driver_a_new_one():
    run = Run(run="r", plan="p", hash="h", mode="drill", state="running", heartbeat=NOW - 300)

    assert VERBS["pause"](Ask(run, (), "ana", NOW)).start_driver


def test_every_write_of_a_verb_is_conditional():
    for verb in VERBS:
        for state in RunState:
            outcome = ask(verb, state, FAILED, hold=verb == "resume")
            assert all(write.when for write in outcome.writes)
