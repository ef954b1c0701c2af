import pytest
from fakes.automation_world import OPERATOR, ROLE, AutomationWorld, step, step_of

from muster.embedded.aws.kit import AwsError

ANN = "arn:aws:iam::123456789012:user/team/ann"
BOB = "arn:aws:iam::123456789012:user/bob"
BOT = "arn:aws:sts::123456789012:assumed-role/muster-bot/one"
BOT_TOO = "arn:aws:sts::123456789012:assumed-role/muster-bot/two"
AFTER = step("After", "aws:sleep", {"Duration": "PT1S"})


@pytest.fixture
def world():
    return AutomationWorld()


def waiting(world, *steps, **inputs):
    gate = step("Gate", "aws:approve", {"Approvers": ["bob"], **inputs})
    execution_id = world.start([gate, *steps, AFTER], assumeRole=ROLE)
    world.pass_(60)
    return execution_id


def status(world, execution_id):
    world.pass_(60)
    return world.get(execution_id)["AutomationExecutionStatus"]


def gate_of(world, execution_id):
    return step_of(world.get(execution_id), "Gate")


def test_it_waits_and_shows_as_waiting(world):
    execution_id = waiting(world)

    assert status(world, execution_id) == "Waiting"
    assert gate_of(world, execution_id)["StepStatus"] == "Waiting"
    assert gate_of(world, execution_id)["Outputs"]["ApprovalStatus"] == ["Waiting"]


def test_an_approval_lets_it_go_on(world):
    execution_id = waiting(world)

    world.signal(execution_id, "Approve", by=BOB, Comment="fine")

    assert status(world, execution_id) == "Success"
    outputs = gate_of(world, execution_id)["Outputs"]
    assert outputs["ApprovalStatus"] == ["Approved"]
    assert BOB in outputs["ApproverDecisions"][0]
    assert "fine" in outputs["ApproverDecisions"][0]


def test_a_rejection_fails_the_step_and_the_execution(world):
    execution_id = waiting(world)

    world.signal(execution_id, "Reject", by=BOB)

    assert status(world, execution_id) == "Failed"
    assert gate_of(world, execution_id)["Outputs"]["ApprovalStatus"] == ["Rejected"]
    assert "rejected" in gate_of(world, execution_id)["FailureMessage"]


@pytest.mark.parametrize(
    ("approver", "principal"),
    [
        ("bob", BOB),
        ("ann", ANN),
        (ANN, ANN),
        ("arn:aws:iam::123456789012:role/muster-bot", BOT),
        ("arn:aws:iam::123456789012:role/some/path/muster-bot", BOT),
        (BOT, BOT),
    ],
)
def test_approvers_are_named_in_four_ways(world, approver, principal):
    execution_id = waiting(world, Approvers=[approver])

    world.signal(execution_id, "Approve", by=principal)

    assert status(world, execution_id) == "Success"


@pytest.mark.parametrize(
    ("approver", "principal"),
    [
        ("bob", OPERATOR),
        ("muster-bot", BOT),
        ("arn:aws:iam::999999999999:role/muster-bot", BOT),
        (BOT, BOT_TOO),
        (ANN, BOB),
    ],
)
def test_who_is_no_approver_is_refused(world, approver, principal):
    execution_id = waiting(world, Approvers=[approver])

    with pytest.raises(AwsError, match="InvalidAutomationSignalException"):
        world.signal(execution_id, "Approve", by=principal)

    assert status(world, execution_id) == "Waiting"


def test_one_principal_counts_once(world):
    execution_id = waiting(world, Approvers=["bob", BOB, "ann"], MinRequiredApprovals=2)

    world.signal(execution_id, "Approve", by=BOB)
    world.signal(execution_id, "Approve", by=BOB)

    assert status(world, execution_id) == "Waiting"
    world.signal(execution_id, "Approve", by=ANN)
    assert status(world, execution_id) == "Success"


def test_two_sessions_of_one_role_count_once(world):
    role = "arn:aws:iam::123456789012:role/muster-bot"
    execution_id = waiting(world, Approvers=[role, "ann"], MinRequiredApprovals=2)

    world.signal(execution_id, "Approve", by=BOT)
    world.signal(execution_id, "Approve", by=BOT_TOO)

    assert status(world, execution_id) == "Waiting"


def test_after_a_week_it_is_timed_out(world):
    execution_id = waiting(world)

    world.pass_(7 * 86400)

    assert status(world, execution_id) == "TimedOut"


def test_it_waits_for_thirty_days_at_most(world):
    gate = step("Gate", "aws:approve", {"Approvers": ["bob"]}, timeoutSeconds=99 * 86400)
    execution_id = world.start([gate], assumeRole=ROLE)

    world.pass_(30 * 86400 + 10)

    assert status(world, execution_id) == "TimedOut"


def test_the_topic_is_told(world):
    topic = "arn:aws:sns:us-west-2:123456789012:Automation-approvals"
    execution_id = waiting(world, NotificationArn=topic, Message="Recover payments?")

    (published,) = world.calls
    assert published.operation == "Publish"
    assert published.params["TopicArn"] == topic
    assert "Recover payments?" in published.params["Message"]
    assert execution_id in published.params["Message"]


@pytest.mark.parametrize(
    "inputs",
    [
        {"NotificationArn": "arn:aws:sns:us-west-2:123456789012:approvals"},
        {"Approvers": [f"user{n}" for n in range(11)]},
        {"MinRequiredApprovals": 2},
        {
            "NotificationArn": "arn:aws:sns:us-west-2:123456789012:Automation",
            "Message": "x" * 4097,
        },
    ],
)
def test_inputs_beyond_the_documented_limits_fail_the_step(world, inputs):
    assert status(world, waiting(world, **inputs)) == "Failed"


def test_a_stale_approval_hits_the_next_gate(world):
    second = step("Second", "aws:approve", {"Approvers": ["bob"]})
    execution_id = waiting(world, second)
    world.signal(execution_id, "Approve", by=BOB)
    world.pass_(60)

    world.signal(execution_id, "Approve", by=BOB)

    assert status(world, execution_id) == "Success"


def test_a_signal_without_a_gate_is_invalid(world):
    execution_id = world.start([step("Nap", "aws:sleep", {"Duration": "PT1H"})])
    world.pass_(60)

    for kind in ("Approve", "Reject", "StartStep", "Revoke"):
        with pytest.raises(AwsError, match="InvalidAutomationSignalException"):
            world.signal(execution_id, kind, by=BOB)


def test_a_pause_cannot_be_approved(world):
    execution_id = world.start([step("Gate", "aws:pause")])
    world.pass_(60)

    with pytest.raises(AwsError, match="InvalidAutomationSignalException"):
        world.signal(execution_id, "Approve", by=BOB)
