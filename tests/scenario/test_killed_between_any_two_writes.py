"""Executions die between any two writes; a restart ends the run, and nothing is launched twice.

Or only the answer to a write is lost: then nobody has to do anything.

`MUSTER_KILLS=all` plays every write; else every seventh.
"""

import os
import re

import pytest
from stage import ENDED, Stage, two_waves

from muster.embedded.aws.automation import Killed, kill_execution
from muster.embedded.aws.kit import AnswerLost

WRITES = frozenset(
    {
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:TransactWriteItems",
        "drs:StartRecovery",
        "ssm:StartAutomationExecution",
    }
)
SESSION = re.compile(r":assumed-role/muster-automation/Automation-([0-9a-f-]{36})$")
MOST_WRITES = 56
CHOSEN = range(1, MOST_WRITES, 1 if os.environ.get("MUSTER_KILLS") == "all" else 7)


class Killer:
    """Kills the execution that makes the n-th write, before or after the write takes effect."""

    def __init__(self, stage: Stage, number: int) -> None:
        self.stage, self.number = stage, number
        self.count, self.victim = 0, ""

    def __call__(self, entry) -> None:
        session = SESSION.search(entry.principal.arn)
        if entry.name not in WRITES or session is None:
            return
        self.count += 1
        if self.count == self.number:
            self.victim = session[1]
            self.strike()

    def strike(self) -> None:
        kill_execution(self.stage.world, self.victim)
        raise Killed


class Loser(Killer):
    """Loses the answer to the n-th write, which has taken effect."""

    def strike(self) -> None:
        raise AnswerLost("the answer is lost")


def play(number: int, moment: str, kind: type[Killer] = Killer) -> tuple[Stage, str, Killer]:
    stage = Stage(plan=two_waves(), quick=True)
    killer = kind(stage, number)
    getattr(stage.world.front, moment).append(killer)
    run = stage.drill()
    for _ in range(40):
        stage.pass_time(60)
        state = stage.run(run).get("state")
        if state in ENDED and state != "cancelled":
            break
        if stage.needs_help(run):
            stage.do("restart", run)
    return stage, run, killer


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", CHOSEN)
def test_a_run_survives_the_death_of_any_execution_at_any_write(number, moment):
    stage, run, killer = play(number, moment)
    with stage:
        if killer.count < number:
            pytest.skip(f"a run has only {killer.count} writes")

        launched = [server for job in stage.launches() for server in job]
        assert len(launched) == len(set(launched))
        if not stage.run(run):
            assert launched == []  # it died before it said anything
        else:
            assert stage.run(run)["state"] == "succeeded", stage.audit(run)
            assert len(launched) == 3


@pytest.mark.parametrize("number", CHOSEN)
def test_a_run_survives_the_loss_of_the_answer_to_any_write(number):
    stage, run, loser = play(number, "after", Loser)
    with stage:
        if loser.count < number:
            pytest.skip(f"a run has only {loser.count} writes")

        assert stage.run(run)["state"] == "succeeded", stage.audit(run)
        assert len(stage.started("muster-drill-")) == 1
        assert len(stage.started("muster-wave-")) == 2
        launched = [server for job in stage.launches() for server in job]
        assert len(launched) == len(set(launched)) == 3
