"""What scripts make of the instances that EC2 and DRS name, or do not."""

from typing import Any, ClassVar

import pytest
from botocore.exceptions import ClientError

from muster.engine.items import Intent, Server
from muster.engine.jobs import Job
from ssm_documents.scripts.lib import facts, intents, results
from ssm_documents.scripts.lib.checks import ec2_status

REGION = "us-west-2"


class Ec2:
    """Refuses the whole question for an instance that it does not know."""

    def __init__(self, *known: str, code: str = "InvalidInstanceID.NotFound") -> None:
        self.known, self.code = known, code

    def describe_instance_status(self, InstanceIds: list[str], **_: Any) -> dict[str, Any]:  # noqa: N803 - boto3's
        if not set(InstanceIds) <= set(self.known):
            raise ClientError({"Error": {"Code": self.code, "Message": "no"}}, "Describe")
        return {"InstanceStatuses": [{"InstanceId": name} for name in InstanceIds]}


def asked(monkeypatch: pytest.MonkeyPatch, ec2: Ec2, *instances: str) -> list[str]:
    monkeypatch.setattr(ec2_status, "client", lambda *_: ec2)
    return [status["InstanceId"] for status in ec2_status.statuses(REGION, list(instances))]


def test_an_instance_that_is_gone_hides_no_other(monkeypatch):
    assert asked(monkeypatch, Ec2("i-1", "i-3"), "i-1", "i-2", "i-3") == ["i-1", "i-3"]
    assert asked(monkeypatch, Ec2(), "i-2") == []


def test_a_question_that_is_refused_for_another_reason_is_not_taken_for_an_answer(monkeypatch):
    with pytest.raises(ClientError):
        asked(monkeypatch, Ec2(code="UnauthorizedOperation"), "i-1")


class Drs:
    describe_recovery_instances = None


def instance(job: str, *, drill: bool = True, state: str = "RUNNING") -> dict[str, Any]:
    return {
        "sourceServerID": "s-1",
        "jobID": job,
        "isDrill": drill,
        "ec2InstanceState": state,
        "ec2InstanceID": f"i-{job}",
    }


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_instances_of_a_server_the_guards_see_the_one_that_is_no_drills(
    monkeypatch, order
):
    monkeypatch.setattr(facts, "client", lambda *_: Drs())
    both = [instance("drill"), instance("live", drill=False)][::order]
    monkeypatch.setattr(facts, "every", lambda *_, **__: both)
    monkeypatch.setattr(facts, "unlisted_instances", lambda *_: {})

    assert facts.instances_by_server(REGION, {"s-1": {}}, ())["s-1"]["jobID"] == "live"


@pytest.mark.parametrize("state", ["TERMINATED", "NOT_FOUND"])
def test_an_instance_that_is_gone_is_none(monkeypatch, state):
    monkeypatch.setattr(facts, "client", lambda *_: Drs())
    monkeypatch.setattr(facts, "every", lambda *_, **__: [instance("x", state=state)])

    assert facts.instances_of(REGION, ["s-1"]) == []


class Here:
    run, wave, account, region = "r", "w", "1", REGION
    lent: ClassVar[dict[str, Any]] = {}


def test_an_instance_of_an_older_job_is_never_taken_for_the_new_one(monkeypatch):
    monkeypatch.setattr(results, "instances_of", lambda *_: [instance("old")])
    monkeypatch.setattr(results, "_logged_instances", lambda *_: {})
    monkeypatch.setattr(results, "now", lambda: 10_000)
    intent = Intent("1", "w", "placed", servers=("s-1",), job="new")
    just_ended = Job("new", "COMPLETED", ended=9_960)
    long_ago = Job("new", "COMPLETED", ended=7_200)

    assert results._launched(Here, intent, just_ended, ["s-1"]) == []
    [written] = results._launched(Here, intent, long_ago, ["s-1"])
    assert written.values["instance"] == ""


def server(state: str, intent: str) -> Server:
    return Server("s-1", "w", state, intent=intent)


OLD = Intent("old", "w", "placed", at=100, servers=("s-1",), job="j1")
DROPPED = Intent("dropped", "w", "dropped", at=200, servers=("s-1",))
NEW = Intent("new", "w", "placed", at=300, servers=("s-1",), job="j2")
WHOLE = Intent("whole", "w", "placed", at=300, servers=("s-1", "s-2"), job="j3")
KNOWN = {intent.intent: intent for intent in (OLD, DROPPED, NEW, WHOLE)}


@pytest.mark.parametrize(
    ("state", "noted", "placed", "expected"),
    [
        ("pending", "", OLD, True),
        ("launching", "old", OLD, False),
        ("launching", "old", NEW, True),
        ("launching", "new", OLD, False),
        ("launching", "dropped", OLD, True),
        ("failed", "dropped", OLD, True),
        ("launched", "dropped", OLD, False),
        ("launching", "whole", NEW, True),
        ("launching", "new", WHOLE, False),
    ],
)
def test_a_server_belongs_to_the_newest_intent_that_has_a_job(state, noted, placed, expected):
    assert intents.is_behind(server(state, noted), placed, KNOWN) is expected


class RefusingTable:
    """Says that none of the writes took effect."""

    def write_each(self, writes: Any) -> int:
        list(writes)
        return 0


def test_a_job_is_not_done_with_while_its_results_are_not_written(monkeypatch):
    settled: list[str] = []
    monkeypatch.setattr(results, "_logged", lambda *_: {})
    monkeypatch.setattr(results, "_where", lambda *_: REGION)
    monkeypatch.setattr(results, "settle_done", lambda _, intent: settled.append(intent.intent))
    here = Here()
    here.table = RefusingTable()
    job = Job("j2", "COMPLETED", ended=1, servers={"s-1": "FAILED"})

    assert results._read_job(here, NEW, {"s-1": server("launching", "new")}, job) == 1
    assert settled == []
