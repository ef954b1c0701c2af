"""A check that never fails holds nothing: each promise of the soak notices its lie."""

import dataclasses

import pytest
from soak.case import draw
from soak.places import targets
from soak.play import Story, played
from soak.promises.table import PROMISES, broken

from muster.embedded.aws.automation.execution import Status
from muster.service.announcing import Call, CallKind

SEED = 1448
"""A drill of three waves in two accounts."""
CASE = dataclasses.replace(
    draw(SEED), faults="", company="nobody", temper="retry", is_heard=True, listing_lag=0.0
)
"""In which nothing goes wrong, and somebody listens."""


@pytest.fixture(scope="module")
def story():
    with played(CASE) as made:
        yield made


def a_launch(story):
    return story.witness.launches[0]


def a_job(story):
    found = [(target.jobs, job) for target in targets(story.stage) for job in target.jobs.values()]
    return next((jobs, job) for jobs, job in found if job.tags)


def an_entry(story):
    ledger = story.stage.world.parts.automation.ledger("123456789012", "us-west-2")
    return ledger.runs[story.team.run].execution


def launched_too_early(story: Story, patch) -> None:
    early = dataclasses.replace(a_launch(story), unready=("w0 is recovering",))
    patch.setattr(story.witness, "launches", [early])


def started_too_early(story: Story, patch) -> None:
    patch.setattr(story.witness, "early", ["wave w1 was started while w0 is recovering"])


def launched_twice(story: Story, patch) -> None:
    patch.setattr(story.witness, "launches", [a_launch(story), a_launch(story)])


def launched_over_its_own(story: Story, patch) -> None:
    again = dataclasses.replace(a_launch(story), repeated=("i-recovered",))
    patch.setattr(story.witness, "launches", [again])


def launched_at_once(story: Story, patch) -> None:
    jobs, job = a_job(story)
    patch.setitem(jobs, "drsjob-2", dataclasses.replace(job, id="drsjob-2"))


def never_ended(story: Story, patch) -> None:
    patch.setattr(story, "in_time", False)


def a_success_that_failed(story: Story, patch) -> None:
    patch.setattr(an_entry(story), "status", Status.FAILED)


def still_going_on(story: Story, patch) -> None:
    patch.setattr(an_entry(story), "status", Status.IN_PROGRESS)


def a_live_instance_is_launched_over(story: Story, patch) -> None:
    over = dataclasses.replace(a_launch(story), doomed=("i-live",))
    patch.setattr(story.witness, "launches", [over])


def launched_without_the_lock(story: Story, patch) -> None:
    unlocked = dataclasses.replace(a_launch(story), foreign=a_launch(story).servers)
    patch.setattr(story.witness, "launches", [unlocked])


def nobody_hears(story: Story, patch) -> None:
    patch.setattr(story.ears.chat, "calls", {})


def a_stranger_is_gone(story: Story, patch) -> None:
    patch.setitem(story.strangers, "s-0000000000000live", "i-gone")


LIES = {
    "no_launch_before_its_needs": launched_too_early,
    "no_server_twice_in_an_attempt": launched_twice,
    "nothing_recovered_is_launched_again": launched_over_its_own,
    "quotas_hold": launched_at_once,
    "every_run_ends": never_ended,
    "ssm_agrees": a_success_that_failed,
    "nothing_is_left_running": still_going_on,
    "nothing_of_others_is_touched": a_stranger_is_gone,
    "no_live_instance_is_destroyed": a_live_instance_is_launched_over,
    "nobody_launches_what_another_run_holds": launched_without_the_lock,
    "whoever_listens_hears_the_end": nobody_hears,
}
"""Of what lies in memory; the run table's own are below."""


@pytest.mark.parametrize(
    ("promise", "lie"), [*LIES.items(), ("no_launch_before_its_needs", started_too_early)]
)
def test_a_promise_notices_its_lie(story, promise, lie, monkeypatch):
    assert not list(PROMISES[promise](story))

    lie(story, monkeypatch)

    assert list(PROMISES[promise](story))


def test_a_wave_that_did_not_succeed_in_a_run_that_did_is_noticed(story):
    key = (f"RUN#{story.team.run}", "WAVE#w0")
    for state in ("failed", "succeeded"):
        story.stage.set_item(*key, state=state)

        assert bool(list(PROMISES["the_end_is_true"](story))) == (state == "failed")


def test_a_call_for_a_run_that_is_not_is_noticed(story, monkeypatch):
    call = Call("r-nobody", CallKind.FAILED, "ended/1/failed", "", "made up")
    monkeypatch.setitem(story.ears.chat.calls, ("r-nobody", call.key), call)

    assert list(PROMISES["whoever_listens_hears_the_end"](story))


def test_a_lock_of_a_run_that_goes_on_is_noticed(story):
    story.stage.set_item("RUN#r-2", "RUN", state="running")
    for holder in ("r-2", story.team.run):
        story.stage.set_item("PLAN#soak", "LOCK", run=holder)

        assert bool(list(PROMISES["locks_are_given_back"](story))) == (holder == "r-2")


def test_the_story_itself_keeps_every_promise(story):
    assert story.stage.run(story.team.run)["state"] == "succeeded"
    assert broken(story) == []
    assert {*LIES, "the_end_is_true", "locks_are_given_back"} == set(PROMISES)
