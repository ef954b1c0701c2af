"""Executions die between any two writes; a restart ends the run, and nothing is launched twice.

Or only the answer to a write is lost: then nobody has to do anything.

`MUSTER_KILLS=all` plays every write; else a few, other ones of each kind.
"""

import os
import re

import pytest
from fakes.sample_servers import APP, APP_TOO, DB
from stage import APPROVER, ENDED, OPERATOR, Stage, two_waves

from muster.embedded.aws.automation import Killed, kill_execution
from muster.embedded.aws.kit import AnswerLost

WRITES = frozenset(
    {
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:TransactWriteItems",
        "drs:StartRecovery",
        "drs:TerminateRecoveryInstances",
        "ssm:SendAutomationSignal",
        "ssm:StartAutomationExecution",
        "ssm:StopAutomationExecution",
    }
)
SESSION = re.compile(r":assumed-role/muster-[a-z-]+/Automation-([0-9a-f-]{36})$")
ALL = os.environ.get("MUSTER_KILLS") == "all"
CHOSEN = range(1, 56, 1 if ALL else 7)
CHOSEN_IN_ALL_OF_IT = range(2, 150, 1 if ALL else 17)
LOCKS = [("PLAN#small", "LOCK"), *((f"SERVER#{s}", "LOCK") for s in (APP, APP_TOO, DB))]
ONE_FAILS = f"faults: [{{launch-failure: {{server: {APP}, reason: no capacity, times: 1}}}}]"
ALL_OF_IT = """\
approval: {in: [drill], from: "@dr-approvers", count: 1, expires: 12h, requester: refuse}
    before: [{runbook: check-licences, in: [drill]}]
    health: [ec2-status]"""


class Killer:
    """Kills the execution that makes the n-th write, before or after the write takes effect."""

    def __init__(self, stage: Stage, number: int) -> None:
        self.stage, self.number = stage, number
        self.count, self.victim, self.struck = 0, "", ""

    def __call__(self, entry) -> None:
        session = SESSION.search(entry.principal.arn)
        if entry.name not in WRITES or session is None:
            return
        self.count += 1
        if self.count == self.number:
            self.victim, self.struck = session[1], f"{entry.name} {entry.params}"
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


def play_all_of_it(number: int, moment: str, kind: type[Killer]) -> tuple[Stage, str, Killer]:
    """A gate, a hook, a failed launch, a retry, a health check, and the clean-up."""
    stage = Stage(plan=two_waves(first=ALL_OF_IT), quick=True, faults=ONE_FAILS)
    killer = kind(stage, number)
    getattr(stage.world.front, moment).append(killer)
    run = stage.drill(OPERATOR)
    for _ in range(60):
        stage.pass_time(60)
        if not stage.run(run) or stage.run(run)["state"] in ENDED:
            break
        what_people_do(stage, run)
    for _ in range(2):
        stage.do("cleanup", run)
    return stage, run, killer


def what_people_do(stage: Stage, run: str) -> None:
    wave = stage.wave(run, "first").get("state")
    if stage.needs_help(run):
        stage.do("restart", run)
    elif wave == "approving":
        stage.do("decide", run, APPROVER, Decision="approve")
    elif wave in ("failed", "lost"):
        stage.do("retry", run)


def launched(stage: Stage) -> list[str]:
    return [server for job in stage.launches() for server in job]


def died_in_the_hook(killer: Killer, moment: str) -> bool:
    """Whether SSM lost the wave while its hook ran: nobody knows how that ended; it runs anew."""
    began = killer.struck.startswith("ssm:StartAutomationExecution") and moment == "after"
    return began and "check-licences" in killer.struck and not isinstance(killer, Loser)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", CHOSEN)
def test_a_run_survives_the_death_of_any_execution_at_any_write(number, moment):
    stage, run, killer = play(number, moment)
    with stage:
        if killer.count < number:
            pytest.skip(f"a run has only {killer.count} writes")

        assert len(launched(stage)) == len(set(launched(stage)))
        if not stage.run(run):
            assert launched(stage) == []  # it died before it said anything
        else:
            assert stage.run(run)["state"] == "succeeded", stage.audit(run)
            assert len(launched(stage)) == 3


@pytest.mark.parametrize("number", CHOSEN)
def test_a_run_survives_the_loss_of_the_answer_to_any_write(number):
    stage, run, loser = play(number, "after", Loser)
    with stage:
        if loser.count < number:
            pytest.skip(f"a run has only {loser.count} writes")

        assert stage.run(run)["state"] == "succeeded", stage.audit(run)
        assert len(stage.started("muster-drill-")) == 1
        assert len(stage.started("muster-wave-")) == 2
        assert len(launched(stage)) == len(set(launched(stage))) == 3


@pytest.mark.parametrize(
    ("moment", "kind"), [("before", Killer), ("after", Killer), ("after", Loser)]
)
@pytest.mark.parametrize("number", CHOSEN_IN_ALL_OF_IT)
def test_people_bring_a_run_to_its_end_whoever_dies_between_two_writes(number, moment, kind):
    stage, run, killer = play_all_of_it(number, moment, kind)
    with stage:
        if killer.count < number:
            pytest.skip(f"this story has only {killer.count} writes")
        if not stage.run(run):
            assert launched(stage) == []  # it died before it said anything
            return

        assert stage.run(run)["state"] == "succeeded", stage.audit(run)
        assert sorted(launched(stage)) == sorted([APP, APP, APP_TOO, DB])  # APP failed once
        assert len(stage.started("check-licences")) == 1 + died_in_the_hook(killer, moment)
        assert [gate["state"] for gate in stage.items(f"RUN#{run}", "GATE#")] == ["approved"]
        assert len(stage.items(f"DECISION#{run}")) == 1
        holders = {stage.item(*key).get("run", "") for key in LOCKS}
        assert holders <= {"", run}  # a lock of a run that is over is free
        assert stage.item(f"RUN#{run}", "CLEANUP")["state"] == "done"
        left = stage.client("drs").describe_recovery_instances(filters={})["items"]
        assert [i for i in left if i["ec2InstanceState"] != "TERMINATED"] == []
