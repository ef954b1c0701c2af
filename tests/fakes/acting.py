"""Acts of people on runs of the stories, on fakes of what they need."""

from fakes.hearing import FakeExecutions
from fakes.muster_service import RUN

from muster.engine.audit import broken_at
from muster.service.acting.deciding import DecisionWish
from muster.service.acting.deed import Acting, Actor
from muster.service.acting.verbs import VerbWish

ANNA = Actor("operator", "slack:T0/U0OPERATOR")
BEN = Actor("approver", "slack:T0/U0APPROVER")
NORA = Actor("oncall", "slack:T0/U0ONCALL0")
ENTRY = RUN


def acting_on(scene):
    table = scene.service.table
    return Acting(
        table=table,
        writer=table,
        decisions=table,
        executions=FakeExecutions(),
        clock=scene.service.clock,
    )


def wish(verb, token="t1", who=ANNA, **more):
    return VerbWish(RUN, verb, who, token, **more)


def record(acting):
    rows = acting.table.items(f"AUDIT#{RUN}")
    assert broken_at(rows) == 0
    return [(row["who"], row["door"], row["text"]) for row in rows]


def decision(says="approve", who=BEN, token="t1", **more):
    shown = {"gate": "applications", "attempt": 1, "digest": "d1d1d1d1d1d1d1d1"}
    return DecisionWish(run=RUN, says=says, actor=who, token=token, **{**shown, **more})


def act_in_between(acting, deed):
    """The same ports, but `deed` happens between the first reading and the first writing."""
    write = acting.table.write
    pending = [deed]

    def overtaken(*writes):
        if pending:
            pending.pop()()
        return write(*writes)

    writer = type("Writer", (), {"write": staticmethod(overtaken)})()
    return Acting(acting.table, writer, writer, acting.executions, acting.clock)


def started(acting):
    return [f"execution-of-{token}" for _, _, token in acting.executions.started]
