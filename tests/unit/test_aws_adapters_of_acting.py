"""The adapters behind people's acts: transactions that repeat, executions that are woken."""

from types import SimpleNamespace

import pytest
from botocore.exceptions import ReadTimeoutError
from fakes.aws.clock import FakeClock
from fakes.aws.scripted import ScriptedConnection, cancelled, failed

from muster.aws.connection import Connection
from muster.aws.deciding import DecidingExecutions
from muster.aws.executions import SsmExecutions
from muster.aws.run_writer import DynamoRunWriter
from muster.engine.writes import absent, put
from muster.service.errors import AwsError, MissingError, ThrottledError

WRITE = put(("RUN#1", "RUN"), {"state": "running"}, absent("pk"))


def test_writes_are_one_transaction():
    connection = ScriptedConnection({})

    assert DynamoRunWriter(connection, "muster").write(WRITE, WRITE) is True

    [(_, operation, given)] = connection.calls
    assert operation == "transact_write_items"
    assert [list(item) for item in given["TransactItems"]] == [["Put"], ["Put"]]


def test_a_condition_that_does_not_hold_is_a_no():
    connection = ScriptedConnection(cancelled("None", "ConditionalCheckFailed"))

    assert DynamoRunWriter(connection, "muster").write(WRITE, WRITE) is False


class LosesOneAnswer:
    """DynamoDB, whose first answer is lost; it carries a transaction out once for its token."""

    def __init__(self):
        self.meta = SimpleNamespace(events=SimpleNamespace(register=lambda *_: None))
        self.done = []

    def transact_write_items(self, *, ClientRequestToken=None, **_):  # noqa: N803 - AWS's name
        if ClientRequestToken and ClientRequestToken in self.done:
            return {}
        if self.done:
            raise cancelled("ConditionalCheckFailed").__cause__
        self.done.append(ClientRequestToken)
        raise ReadTimeoutError(endpoint_url="https://dynamodb")


def test_a_transaction_whose_answer_is_lost_is_not_refused_for_its_own_effect():
    session = SimpleNamespace(region_name="us-west-2", client=lambda *_, **__: LosesOneAnswer())

    assert DynamoRunWriter(Connection(session, FakeClock()), "muster").write(WRITE) is True


def test_two_equal_transactions_are_two():
    connection = ScriptedConnection({}, {})
    writer = DynamoRunWriter(connection, "muster")

    writer.write(WRITE)
    writer.write(WRITE)

    first, second = (given["ClientRequestToken"] for *_, given in connection.calls)
    assert first != second


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


def at_step(name):
    return {"AutomationExecution": {"CurrentStepName": name}}


def test_an_execution_is_stopped_and_a_gate_is_woken():
    connection = ScriptedConnection(at_step("Approve"), {}, {})
    executions = SsmExecutions(connection)

    executions.stop("e-1")
    executions.signal("e-1", "Approve", "x" * 600)

    assert connection.calls[1][1:] == (
        "stop_automation_execution",
        {"AutomationExecutionId": "e-1", "Type": "Cancel"},
    )
    assert connection.calls[2][2]["Payload"] == {"Comment": ["x" * 512]}


def test_an_execution_that_is_past_its_gate_is_not_stopped():
    connection = ScriptedConnection(at_step("SleepForRoom"))

    SsmExecutions(connection).stop("e-1")

    assert len(connection.calls) == 1


def test_an_execution_that_nobody_knows_is_left_alone():
    SsmExecutions(ScriptedConnection(MissingError("no execution e-1"))).stop("e-1")


@pytest.mark.parametrize(
    "code",
    [
        "AutomationExecutionNotFoundException",
        "InvalidAutomationSignalException",
        "InvalidAutomationStatusUpdateException",
    ],
)
def test_an_execution_that_waits_no_longer_is_left_alone(code):
    gate = at_step("Approve")
    executions = SsmExecutions(ScriptedConnection(gate, failed(code), failed(code)))

    executions.stop("e-1")
    executions.signal("e-1", "Approve", "")


def test_a_refusal_of_another_kind_is_told():
    with pytest.raises(AwsError):
        SsmExecutions(ScriptedConnection(failed("AccessDeniedException"))).stop("e-1")


def test_gates_are_woken_as_the_role_that_they_listen_to():
    mine, decider = ScriptedConnection(at_step("Approve"), {}), ScriptedConnection({})
    executions = DecidingExecutions(mine, decider)

    executions.signal("e-1", "Approve", "ok")
    executions.stop("e-1")

    assert [call[1] for call in decider.calls] == ["send_automation_signal"]
    assert [call[1] for call in mine.calls][1:] == ["stop_automation_execution"]
