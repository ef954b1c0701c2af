"""What EC2 knows of a source server's instances, where DRS lists none."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from ssm_documents.scripts.lib import unlisted

REGION = "us-west-2"


def server(job: str = "", kind: str = "RECOVERY") -> dict[str, Any]:
    initiated = {"jobID": job, "type": kind} if job else {}
    return {"lifeCycle": {"lastLaunch": {"initiated": initiated}}}


class Ec2:
    """Has one instance of each server that is asked about."""

    def __init__(self, job: str = "", code: str = "") -> None:
        self.job, self.code, self.asked = job, code, []

    def describe_instances(self, Filters: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803 - boto3's
        if self.code:
            raise ClientError({"Error": {"Code": self.code, "Message": "no"}}, "Describe")
        self.asked.append(Filters[0]["Values"])
        return {"Reservations": [{"Instances": [self.instance(s) for s in Filters[0]["Values"]]}]}

    def instance(self, of: str) -> dict[str, Any]:
        tags = {unlisted.SOURCE_TAG: of} | ({unlisted.JOB_TAG: self.job} if self.job else {})
        return {
            "InstanceId": f"i-{of}",
            "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
        }


def found(monkeypatch: pytest.MonkeyPatch, ec2: Ec2, **servers: dict[str, Any]) -> dict[str, Any]:
    monkeypatch.setattr(unlisted, "client", lambda *_: ec2)
    return unlisted.unlisted_instances(REGION, servers)


@pytest.mark.parametrize(
    ("kind", "of", "tagged", "is_drill"),
    [
        ("DRILL", "j1", "j1", True),
        ("RECOVERY", "j1", "j1", False),
        ("DRILL", "j2", "j1", False),
        ("DRILL", "j1", "", False),
    ],
)
def test_an_instance_is_a_drills_only_if_the_last_launch_says_so(
    monkeypatch, kind, of, tagged, is_drill
):
    [instance] = found(monkeypatch, Ec2(tagged), s1=server(of, kind)).values()

    assert (instance["ec2InstanceID"], instance["isDrill"]) == ("i-s1", is_drill)


def test_a_server_that_was_never_launched_is_not_asked_about(monkeypatch):
    ec2 = Ec2()

    assert set(found(monkeypatch, ec2, new=server(), old=server("j1"), bare={})) == {"old"}
    assert ec2.asked == [["old"]]


def test_many_servers_are_asked_about_in_parts(monkeypatch):
    ec2 = Ec2()

    assert len(found(monkeypatch, ec2, **{f"s{n}": server("j") for n in range(450)})) == 450
    assert [len(part) for part in ec2.asked] == [200, 200, 50]


def test_who_may_not_ask_ec2_has_what_drs_lists(monkeypatch):
    assert found(monkeypatch, Ec2(code="UnauthorizedOperation"), s1=server("j1")) == {}


def test_instances_of_a_runs_jobs_are_those_that_carry_both_tags(monkeypatch):
    asked: list[dict[str, Any]] = []

    class Ec2OfJobs:
        def describe_instances(self, Filters: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803 - boto3's
            asked.extend(Filters)
            return {"Reservations": [{"Instances": [{"InstanceId": "i-1"}]}]}

    monkeypatch.setattr(unlisted, "client", lambda *_: Ec2OfJobs())

    assert unlisted.launched_by(REGION, {"j2", "j1"}) == ["i-1"]
    assert unlisted.launched_by(REGION, ()) == []
    assert [each["Name"] for each in asked] == [
        "tag-key",
        f"tag:{unlisted.JOB_TAG}",
        "instance-state-name",
    ]
    assert asked[1]["Values"] == ["j1", "j2"]
