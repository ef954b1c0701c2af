"""The facts of one source server: its instance, the job that holds it, and whether it is there."""

import pytest
from fakes.aws.scripted import ScriptedConnection

from muster.aws.source_servers import DrsSourceServers
from muster.service.errors import ForbiddenError

SERVER = {"sourceServerID": "s-1"}


def test_the_facts_of_a_server_are_its_instance_and_the_job_that_holds_it():
    drill = {"ec2InstanceID": "i-drill", "isDrill": True, "jobID": "drsjob-1"}
    real = {"ec2InstanceID": "i-real", "isDrill": False, "jobID": "drsjob-2"}
    gone = {"ec2InstanceID": "i-gone", "isDrill": False, "ec2InstanceState": "TERMINATED"}
    held = {"jobID": "drsjob-3", "status": "STARTED", "participatingServers": [{}, SERVER]}
    other = {"jobID": "drsjob-4", "status": "COMPLETED", "participatingServers": [SERVER]}
    connection = ScriptedConnection(
        {"items": [{**SERVER, "dataReplicationInfo": {"dataReplicationState": "STALLED"}}]},
        {"items": [drill, gone, real]},
        {"items": [other, held]},
    )

    found = DrsSourceServers(connection).facts("s-1")

    assert (found.instance, found.instance_job, found.instance_is_drill) == (
        "i-real",
        "drsjob-2",
        False,
    )
    assert (found.busy_job, found.replication, found.exists) == ("drsjob-3", "STALLED", True)


def test_the_job_that_holds_a_server_is_found_on_any_page():
    others = [{"jobID": f"drsjob-{n}", "status": "COMPLETED"} for n in range(200)]
    held = {"jobID": "drsjob-held", "status": "STARTED", "participatingServers": [SERVER]}
    connection = ScriptedConnection(
        {"items": [SERVER]}, {}, {"items": others, "nextToken": "more"}, {"items": [held]}
    )

    assert DrsSourceServers(connection).facts("s-1").busy_job == "drsjob-held"


@pytest.mark.parametrize(
    ("failback", "is_drill"),
    [({}, True), ({"state": "FAILBACK_NOT_STARTED"}, True), ({"state": "FAILBACK_READY"}, False)],
)
def test_a_drill_instance_that_fails_back_to_its_source_is_no_drill_s_any_more(failback, is_drill):
    instance = {"ec2InstanceID": "i-1", "isDrill": True, "failback": failback}
    connection = ScriptedConnection({"items": [SERVER]}, {"items": [instance]}, {})

    found = DrsSourceServers(connection).facts("s-1")

    assert (found.instance, found.instance_is_drill) == ("i-1", is_drill)


LAUNCHED = {
    **SERVER,
    "lifeCycle": {"lastLaunch": {"initiated": {"jobID": "drsjob-1", "type": "DRILL"}}},
}


@pytest.mark.parametrize(("job", "is_drill"), [("drsjob-1", True), ("drsjob-0", False)])
def test_an_instance_that_drs_lists_no_more_is_asked_of_ec2(job, is_drill):
    tags = [{"Key": "drs.amazonaws.com-job", "Value": job}]
    living = {"Reservations": [{"Instances": [{"InstanceId": "i-1", "Tags": tags}]}]}
    connection = ScriptedConnection({"items": [LAUNCHED]}, {}, living, {})

    found = DrsSourceServers(connection).facts("s-1")

    assert (found.instance, found.instance_job, found.instance_is_drill) == ("i-1", job, is_drill)
    assert connection.calls[2][2]["Filters"][0]["Values"] == ["s-1"]


def test_where_ec2_may_not_be_asked_the_listing_of_drs_has_to_do():
    connection = ScriptedConnection({"items": [LAUNCHED]}, {}, ForbiddenError("no"), {})

    assert not DrsSourceServers(connection).facts("s-1").instance


def test_a_server_that_drs_does_not_know_has_no_facts():
    assert not DrsSourceServers(ScriptedConnection({})).facts("s-1").exists


def test_a_server_that_nobody_touches_has_no_instance_and_no_job():
    found = DrsSourceServers(ScriptedConnection({"items": [SERVER]}, {}, {})).facts("s-1")

    assert (found.instance, found.busy_job, found.exists) == ("", "", True)
