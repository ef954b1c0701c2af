"""The adapters behind people's acts: transactions, executions, source servers."""

import pytest
from botocore.exceptions import ClientError
from fakes.aws.clock import FakeClock

from muster.aws.deciding import DecidingExecutions
from muster.aws.executions import SsmExecutions
from muster.aws.recovery import DrsRecoveryService
from muster.aws.run_writer import DynamoRunWriter
from muster.aws.source_servers import DrsSourceServers, source_server, subnet_of
from muster.engine.lag import seconds_of
from muster.engine.writes import absent, put
from muster.service.errors import AwsError, ForbiddenError, ThrottledError

WRITE = put(("RUN#1", "RUN"), {"state": "running"}, absent("pk"))


SERVER = {"sourceServerID": "s-1"}
STALLED = {"dataReplicationState": "STALLED"}


class ScriptedConnection:
    """A `Connection` whose calls answer what a test says, in order; an exception is raised."""

    region = "us-west-2"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.calls = []
        self.clock = FakeClock()

    def call(self, service, operation, /, *, about="", **parameters):
        self.calls.append((service, operation, parameters))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    once = call


def failed(code, *reasons):
    """What `Connection` raises for an error of AWS."""
    response = {"Error": {"Code": code, "Message": "no"}}
    if reasons:
        response["CancellationReasons"] = [{"Code": reason} for reason in reasons]
    error = AwsError(f"{code}: no")
    error.__cause__ = ClientError(response, "Operation")
    return error


def cancelled(*reasons):
    return failed("TransactionCanceledException", *reasons)


def test_writes_are_one_transaction():
    connection = ScriptedConnection({})

    assert DynamoRunWriter(connection, "muster").write(WRITE, WRITE) is True

    [(_, operation, given)] = connection.calls
    assert operation == "transact_write_items"
    assert [list(item) for item in given["TransactItems"]] == [["Put"], ["Put"]]


def test_a_condition_that_does_not_hold_is_a_no():
    connection = ScriptedConnection(cancelled("None", "ConditionalCheckFailed"))

    assert DynamoRunWriter(connection, "muster").write(WRITE, WRITE) is False


@pytest.mark.parametrize("reason", ["TransactionConflict", "ThrottlingError"])
def test_a_transaction_that_was_in_the_way_of_another_is_repeated_not_refused(reason):
    connection = ScriptedConnection(cancelled(reason, "None"), cancelled(reason), {})

    assert DynamoRunWriter(connection, "muster").write(WRITE) is True
    assert connection.clock.slept == [0.1, 0.2]


def test_a_transaction_that_is_always_in_the_way_is_given_up():
    connection = ScriptedConnection(*[cancelled("TransactionConflict")] * 20)

    with pytest.raises(ThrottledError, match="the run table is too busy"):
        DynamoRunWriter(connection, "muster").write(WRITE)


@pytest.mark.parametrize("error", [cancelled("ItemCollectionSizeLimitExceeded"), failed("Other")])
def test_every_other_failure_is_no_answer(error):
    with pytest.raises(AwsError):
        DynamoRunWriter(ScriptedConnection(error), "muster").write(WRITE)


def test_an_execution_is_stopped_and_a_gate_is_woken():
    connection = ScriptedConnection({}, {})
    executions = SsmExecutions(connection)

    executions.stop("e-1")
    executions.signal("e-1", "Approve", "x" * 600)

    assert connection.calls[0][1:] == (
        "stop_automation_execution",
        {"AutomationExecutionId": "e-1", "Type": "Cancel"},
    )
    assert connection.calls[1][2]["Payload"] == {"Comment": ["x" * 512]}


@pytest.mark.parametrize(
    "code",
    [
        "AutomationExecutionNotFoundException",
        "InvalidAutomationSignalException",
        "InvalidAutomationStatusUpdateException",
    ],
)
def test_an_execution_that_waits_no_longer_is_left_alone(code):
    executions = SsmExecutions(ScriptedConnection(failed(code), failed(code)))

    executions.stop("e-1")
    executions.signal("e-1", "Approve", "")


def test_a_refusal_of_another_kind_is_told():
    with pytest.raises(AwsError):
        SsmExecutions(ScriptedConnection(failed("AccessDeniedException"))).stop("e-1")


def test_gates_are_woken_as_the_role_that_they_listen_to():
    mine, decider = ScriptedConnection({}), ScriptedConnection({})
    executions = DecidingExecutions(mine, decider)

    executions.signal("e-1", "Approve", "ok")
    executions.stop("e-1")

    assert [call[1] for call in decider.calls] == ["send_automation_signal"]
    assert [call[1] for call in mine.calls] == ["stop_automation_execution"]


@pytest.mark.parametrize(
    ("lag", "seconds"),
    [
        ("", None),
        ("PT0S", 0),
        ("PT2.5S", 2),
        ("PT1H1M1S", 3661),
        ("P1DT2H", 93600),
        ("P", None),
        ("soon", None),
    ],
)
def test_a_lag_is_read_in_seconds(lag, seconds):
    assert seconds_of(lag) == seconds


def test_a_source_server_is_read_as_drs_shows_it():
    shown = source_server(
        {
            "sourceServerID": "s-1",
            "tags": {"Name": "db"},
            "sourceProperties": {"identificationHints": {"hostname": "ip-10"}},
            "dataReplicationInfo": {
                "dataReplicationState": "CONTINUOUS",
                "lagDuration": "PT3S",
            },
            "lifeCycle": {
                "lastLaunch": {
                    "initiated": {"type": "DRILL", "apiCallDateTime": "2026-11-20T08:30:00Z"}
                }
            },
            "recoveryInstanceId": "i-1",
        }
    )

    assert (shown.name, shown.lag, shown.is_ready, shown.instance) == ("db", 3, True, "i-1")
    assert shown.last_launch == ("DRILL", "2026-11-20T08:30:00Z")


def test_a_source_server_of_which_little_is_known_has_its_id_for_a_name():
    shown = source_server({"sourceServerID": "s-1"})

    assert (shown.name, shown.replication, shown.lag, shown.is_ready) == ("s-1", "", None, False)


def test_all_pages_of_source_servers_are_read():
    connection = ScriptedConnection(
        {"items": [{"sourceServerID": "s-1"}], "nextToken": "more"},
        {"items": [{"sourceServerID": "s-2"}]},
    )

    found = DrsSourceServers(connection).listed()

    assert [server.server for server in found] == ["s-1", "s-2"]
    assert connection.calls[1][2]["nextToken"] == "more"


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


def test_the_replication_of_a_thousand_servers_is_read_by_pages():
    names = [f"s-{number}" for number in range(1000)]
    shown = [{"sourceServerID": n, "dataReplicationInfo": STALLED} for n in names[:-1]]
    pages = [{"items": shown[at : at + 200]} for at in range(0, 1000, 200)]
    connection = ScriptedConnection({**pages[0], "nextToken": "more"}, {}, *pages[1:])

    found = DrsRecoveryService(connection).replication(names)

    assert set(found.values()) == {"STALLED"}
    assert len(found) == 999
    assert len(connection.calls[0][2]["filters"]["sourceServerIDs"]) == 200


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


def test_the_newest_snapshot_that_says_when_it_was_taken_counts():
    taken = [{"snapshotID": "a"}, {"timestamp": "2026-11-20T08:30:00Z"}]
    connection = ScriptedConnection(
        {"items": taken}, {"items": []}, {"items": [{"timestamp": "?"}]}
    )

    found = DrsSourceServers(connection).snapshots(["s-1", "s-2", "s-3"])

    assert found == {"s-1": 1_795_163_400}
    assert connection.calls[0][2]["order"] == "DESC"


def test_subnets_come_from_the_default_version_of_the_launch_template():
    named = {"NetworkInterfaces": [{}, {"SubnetId": "subnet-1"}]}
    connection = ScriptedConnection(
        {"ec2LaunchTemplateID": "lt-1"},
        {"LaunchTemplateVersions": [{"LaunchTemplateData": named}]},
        {},
        {"ec2LaunchTemplateID": "lt-2"},
        {"LaunchTemplateVersions": []},
    )

    found = DrsSourceServers(connection).subnets(["s-1", "s-2", "s-3"])

    assert found == {"s-1": "subnet-1", "s-2": "", "s-3": ""}
    assert connection.calls[1][2] == {"LaunchTemplateId": "lt-1", "Versions": ["$Default"]}


def test_what_is_good_to_know_of_many_servers_is_asked_as_long_as_somebody_waits():
    seconds = iter(range(100))
    connection = ScriptedConnection(*[{}] * 9)
    servers = DrsSourceServers(connection, lambda: next(seconds) / 2)

    assert list(servers.subnets([f"s-{n}" for n in range(100)])) == ["s-0", "s-1"]


def test_a_template_without_a_subnet_leaves_it_to_ec2():
    assert subnet_of({"NetworkInterfaces": [{"DeviceIndex": 0}]}) == ""
