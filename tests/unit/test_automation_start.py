"""StartAutomationExecution: documents, parameters, principals, tokens, quotas."""

import uuid

import pytest
from fakes.automation_world import OPERATOR, ROLE, AutomationWorld, script, step

from muster.embedded.aws.kit import AwsError

NAP = step("Nap", "aws:sleep", {"Duration": "PT1S"})
TOKEN = "ab000000-0000-4000-8000-00000000cdef"


@pytest.fixture
def world():
    return AutomationWorld()


def code(function, *args, **kwargs):
    with pytest.raises(AwsError) as caught:
        function(*args, **kwargs)
    return caught.value.code


def test_an_unknown_document_is_no_definition(world):
    assert code(world.start, name="ghost") == "AutomationDefinitionNotFoundException"


def test_an_unknown_version_is_told_apart(world):
    world.document([NAP])

    assert code(world.start, DocumentVersion="9") == "AutomationDefinitionVersionNotFoundException"


def test_without_a_version_the_default_one_runs(world):
    world.document([NAP])
    world.document([script("pass", "Other")])

    assert world.run()["DocumentVersion"] == "1"
    assert world.run(DocumentVersion="$LATEST")["DocumentVersion"] == "2"


def test_a_document_may_be_named_by_its_arn(world):
    world.document([NAP])

    answer = world.call(
        "StartAutomationExecution",
        DocumentName="arn:aws:ssm:us-west-2:123456789012:document/runbook",
    )
    execution = world.get(answer["AutomationExecutionId"])

    assert execution["DocumentName"] == "runbook"


def test_parameters_are_held_against_the_document(world):
    world.document([NAP], parameters={"P": {"type": "String"}})

    refused = "InvalidAutomationExecutionParametersException"
    assert code(world.start) == refused
    assert code(world.start, Parameters={"P": ["x"], "Q": ["y"]}) == refused
    assert world.run(Parameters={"P": ["x"]})["Parameters"] == {"P": ["x"]}


def test_with_a_role_it_acts_as_a_session_named_after_itself(world):
    steps = [script(["import boto3", "boto3.client('drs').describe_jobs()"])]

    execution = world.run(steps, assumeRole=ROLE)

    session = f"Automation-{execution['AutomationExecutionId']}"
    who = f"arn:aws:sts::123456789012:assumed-role/muster-automation/{session}"
    assert world.calls[0].principal == who
    assert execution["ExecutedBy"] == OPERATOR


def test_without_one_it_acts_as_its_starter(world):
    world.run([script(["import boto3", "boto3.client('drs').describe_jobs()"])])

    assert world.calls[0].principal == OPERATOR


def test_the_role_may_be_a_parameter_and_empty(world):
    steps = [script(["import boto3", "boto3.client('drs').describe_jobs()"])]
    parameters = {"Role": {"type": "String", "default": ""}}
    world.document(steps, assumeRole="{{ Role }}", parameters=parameters)

    world.run()
    world.run(Parameters={"Role": [ROLE]})

    assert world.calls[0].principal == OPERATOR
    assert ":assumed-role/muster-automation/" in world.calls[1].principal


def test_what_is_no_role_cannot_be_assumed(world):
    refused = code(world.start, [NAP], assumeRole="somebody")

    assert refused == "InvalidAutomationExecutionParametersException"


def test_the_same_token_gives_the_same_execution(world):
    world.document([NAP])

    first = world.start(ClientToken=TOKEN)
    second = world.start(ClientToken=TOKEN.upper())

    assert first == second
    assert len(world.call("DescribeAutomationExecutions")["AutomationExecutionMetadataList"]) == 1


def test_the_same_token_with_other_parameters_is_a_mismatch(world):
    world.document([NAP], parameters={"P": {"type": "String", "default": "x"}})
    world.start(ClientToken=TOKEN)

    again = code(world.start, ClientToken=TOKEN, Parameters={"P": ["y"]})

    assert again == "IdempotentParameterMismatch"


def test_a_refused_start_does_not_use_the_token_up(world):
    world.document([NAP], parameters={"P": {"type": "String"}})
    code(world.start, ClientToken=TOKEN)

    world.start(ClientToken=TOKEN, Parameters={"P": ["x"]})


@pytest.mark.parametrize(
    ("request_", "refused"),
    [
        ({"Targets": [{"Key": "tag:a", "Values": ["b"]}]}, "InvalidTarget"),
        ({"TargetLocations": [{"Accounts": ["1"]}]}, "InvalidTarget"),
        (
            {"Tags": [{"Key": f"k{n}", "Value": ""} for n in range(6)]},
            "InvalidAutomationExecutionParametersException",
        ),
        ({"Mode": "Interactive"}, "InvalidAutomationExecutionParametersException"),
    ],
)
def test_what_is_not_built_is_refused_not_ignored(world, request_, refused):
    world.document([NAP])

    assert code(world.start, **request_) == refused


def test_a_default_may_stand_in_parameter_store(world):
    value = {"Name": "/muster/plan", "Type": "String", "Value": "payments"}
    world.answers["ssm", "GetParameter"] = {"Parameter": value}

    execution = world.run(
        [NAP], parameters={"P": {"type": "String", "default": "{{ssm:/muster/plan}}"}}
    )

    assert execution["Parameters"] == {"P": ["payments"]}


def test_a_document_has_64_kilobytes_at_most_with_its_parameters(world):
    parameters = {"P": {"type": "StringList", "default": []}}
    world.document([NAP], description="x" * 60_000, parameters=parameters)

    world.start()
    refused = code(world.start, Parameters={"P": ["x" * 500] * 12})

    assert refused == "InvalidAutomationExecutionParametersException"


def test_execution_ids_are_uuids(world):
    assert str(uuid.UUID(world.start([NAP])))


def status(world, execution_id):
    return world.get(execution_id)["AutomationExecutionStatus"]


def test_beyond_the_quota_executions_wait_for_their_turn():
    world = AutomationWorld(concurrent=2)
    world.document([script(["import time", "time.sleep(60)"])])

    ids = [world.start() for _ in range(3)]

    world.pass_(1)
    assert [status(world, one) for one in ids] == ["InProgress", "InProgress", "Pending"]
    world.pass_(65)
    assert [status(world, one) for one in ids] == ["Success", "Success", "InProgress"]


def test_who_waits_for_people_gives_the_place_away():
    world = AutomationWorld(concurrent=1)
    world.document([step("Gate", "aws:pause")])

    ids = [world.start() for _ in range(3)]

    world.pass_(10)
    assert [status(world, one) for one in ids] == ["Waiting"] * 3


def test_but_only_so_many_may_wait_beside_the_quota():
    world = AutomationWorld(concurrent=1, concurrent_blocking=2)
    world.document([step("Gate", "aws:pause")])

    ids = [world.start() for _ in range(4)]

    world.pass_(10)
    assert [status(world, one) for one in ids] == ["Waiting"] * 3 + ["Pending"]


def test_a_full_queue_refuses():
    world = AutomationWorld(concurrent=1, queued=1)
    world.document([script(["import time", "time.sleep(60)"])])
    world.start()
    world.start()

    assert code(world.start) == "AutomationExecutionLimitExceededException"


def test_a_pending_execution_is_cancelled_at_once():
    world = AutomationWorld(concurrent=1)
    world.document([script(["import time", "time.sleep(60)"])])
    world.start()
    waiting = world.start()

    world.call("StopAutomationExecution", AutomationExecutionId=waiting)

    assert status(world, waiting) == "Cancelled"
