"""Every ready-made fault script against the shipped plan: the embedded AWS never breaks itself."""

import pytest
from fakes.embedded_faults import QUICK

from muster.embedded.aws.faults.ready_made import READY_MADE
from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.conductor import Conductor, OnFailure
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.material import PLAN, read_material
from muster.model.base import Mode
from muster.service.commands.start import StartRun, start

START = 1_795_000_000.0
LOOK = 30.0
OURS = {"InternalFailure", "NotImplementedException"}
"""Codes with which the embedded AWS says that it is its own fault."""


class Played:
    """A drill of the payments plan to its end; what is left to look at."""

    def __init__(self, fault, on_failure=OnFailure.RETRY):
        material = read_material([PLAN], faults=fault)
        plan = material.plans[0]
        cast = cast_for(plan, Mode.DRILL, material.people, material.inventory.account)
        with Installation(material, start=START, figures=QUICK) as aws:
            aws.publish(cast.people)
            asked = StartRun(plan.plan, Mode.DRILL, reason="a test")
            run = start(aws.service(cast.requester), asked).run
            conductor = Conductor(aws, cast, run, on_failure=on_failure)
            self.view = conductor.play(LOOK)
            self.acts = [(act.what, act.about) for act in conductor.acts]
            self.journal = [
                (entry.at, entry.principal.arn, entry.region, entry.name, entry.code)
                for entry in aws.world.journal
            ]
            self.broken = list(broken_steps(aws.world))
        self.calls = [name for *_, name, _ in self.journal]


def broken_steps(world):
    """Steps that failed by a mistake of the embedded AWS, as it tells itself."""
    for place in world.inventory.places():
        for run in world.parts.automation.ledger(*place).runs.values():
            for record in run.execution.steps:
                if record.failure_type == "InternalError":
                    yield record.step.name, record.failure_message


def refused(drill, operation):
    return sum(name == operation and code != "OK" for *_, name, code in drill.journal)


SURVIVED = {
    "capacity": lambda drill: ("retry", "databases") in drill.acts,
    "stalled-job": lambda drill: drill.view.elapsed > 40 * 60,
    "lost-answer": lambda drill: drill.calls.count("drs:StartRecovery") == 3,
    "killed-driver": lambda drill: ("restart", "") in drill.acts,
    "throttled": lambda drill: refused(drill, "drs:DescribeJobs") > 0,
    "dead-sources": lambda drill: drill.view.elapsed > 3 * 600,
    "quota": lambda drill: refused(drill, "drs:StartRecovery") > 0,
}
"""What shows that it struck, by script."""


def assert_nothing_broke(drill):
    assert drill.view.is_over
    assert drill.broken == []
    assert OURS.isdisjoint({code for *_, code in drill.journal})


@pytest.mark.parametrize(("fault", "left_its_mark"), SURVIVED.items())
def test_a_drill_survives_it_and_launches_all_servers(fault, left_its_mark):
    drill = Played(fault)

    assert_nothing_broke(drill)
    assert left_its_mark(drill)
    assert drill.view.state == "succeeded"
    assert all(server.state == "launched" for wave in drill.view.waves for server in wave.servers)


def test_an_instance_that_stays_impaired_fails_its_wave():
    drill = Played("unhealthy", OnFailure.ABORT)

    assert_nothing_broke(drill)
    (first, *_) = drill.view.waves
    assert first.state == "failed"
    assert "impaired" in first.reason


def test_chaos_is_the_same_chaos_again_to_the_last_call():
    once, again = Played("chaos"), Played("chaos")

    assert_nothing_broke(once)
    assert once.journal == again.journal


def test_every_ready_made_script_is_played_here():
    assert {*SURVIVED, "unhealthy", "chaos"} == set(READY_MADE)
