"""The item of a run that somebody asks for."""

from muster.engine.items import FIRST_EPOCH, Run, read
from muster.engine.new_run import new_run
from muster.engine.states import RunState

PLAN = {
    "plan": "payments",
    "owner": "@payments",
    "priority": 1,
    "objectives": {"rto": 2700, "rpo": 300},
    "approval": {"approvers": "@dr", "count": 1},
}


def asked(plan):
    return new_run(plan, run="r-1", digest="abc", mode="drill", at=1_000)


def test_a_run_is_asked_for_with_the_objectives_and_the_priority_of_its_plan():
    run = read(Run, asked(PLAN))

    assert (run.rto, run.rpo, run.priority) == (2700, 300, 1)
    assert (run.state, run.epoch, run.requested_at) == (RunState.REQUESTED, FIRST_EPOCH, 1_000)


def test_what_a_plan_leaves_out_is_nothing_and_the_priority_is_in_the_middle():
    run = read(Run, asked({"plan": "payments", "owner": None, "approval": None}))

    assert (run.rto, run.rpo, run.priority) == (0, 0, 3)
