"""EventBridge: which target gets what of an event, and when it does not."""

import json

import pytest
from botocore.exceptions import ClientError
from fakes.embedded_world import HUB, OPERATOR, REGION, SPOKE, START, client, world

from muster.embedded.aws.eventbridge.transform import find, payload
from muster.embedded.aws.seeds import Function, Inventory

RUNBOOK = {
    "schemaVersion": "0.3",
    "parameters": {"Which": {"type": "String"}},
    "mainSteps": [{"name": "Nap", "action": "aws:sleep", "inputs": {"Duration": "PT5S"}}],
}
WORLD = Inventory(functions={"on-event": Function("on-event")}, runbooks={"on-event": RUNBOOK})
DOCUMENT = {"source": "muster", "resources": ["a", "b"], "detail": {"n": 1, "text": 'say "x"'}}


@pytest.fixture
def a_world():
    with world(WORLD) as made:
        yield made


def queue(a_world, name="q", principal=OPERATOR, region=REGION):
    sqs = client(a_world, "sqs", principal, region)
    return sqs.create_queue(QueueName=name)["QueueUrl"]


def rule(a_world, arn, pattern=None, *, name="r", principal=OPERATOR, region=REGION, **target):
    events = client(a_world, "events", principal, region)
    events.put_rule(Name=name, EventPattern=json.dumps(pattern or {"source": ["muster"]}))
    events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": arn, **target}])


def queue_arn(name="q", account=HUB, region=REGION):
    return f"arn:aws:sqs:{region}:{account}:{name}"


def put(a_world, detail=None, **more):
    entry = {"Source": "muster", "DetailType": "t", "Detail": json.dumps(detail or {}), **more}
    return client(a_world, "events").put_events(Entries=[entry])


def received(a_world, url, principal=OPERATOR, region=REGION):
    sqs = client(a_world, "sqs", principal, region)
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"]) for message in messages]


def test_an_event_arrives_whole(a_world):
    url = queue(a_world)
    rule(a_world, queue_arn())

    answer = put(a_world, {"n": 1}, Resources=["arn:x"])

    assert received(a_world, url) == [
        {
            "version": "0",
            "id": answer["Entries"][0]["EventId"],
            "detail-type": "t",
            "source": "muster",
            "account": HUB,
            "time": "2022-12-07T19:15:06Z",
            "region": REGION,
            "resources": ["arn:x"],
            "detail": {"n": 1},
        }
    ]


def test_only_matching_and_enabled_rules_deliver(a_world):
    url = queue(a_world)
    rule(a_world, queue_arn(), {"detail": {"state": ["failed"]}}, name="failed")
    rule(a_world, queue_arn(), {"source": ["muster"]}, name="off")
    events = client(a_world, "events")
    events.disable_rule(Name="off")
    events.put_rule(Name="schedule", ScheduleExpression="rate(1 minute)")
    events.put_targets(Rule="schedule", Targets=[{"Id": "1", "Arn": queue_arn()}])

    put(a_world, {"state": "running"})
    put(a_world, {"state": "failed"})

    assert [event["detail"]["state"] for event in received(a_world, url)] == ["failed"]


def test_another_accounts_bus_gets_the_event_with_its_account_and_time(a_world):
    spoke = f"arn:aws:sts::{SPOKE}:assumed-role/spoke/x"
    url = queue(a_world)
    rule(a_world, queue_arn(), {"source": ["aws.drs"]})
    hub_bus = f"arn:aws:events:{REGION}:{HUB}:event-bus/default"
    rule(a_world, hub_bus, {"source": ["aws.drs"]}, principal=spoke, region="eu-west-1")
    a_world.clock.advance_to(START + 60)

    a_world.emit(account=SPOKE, region="eu-west-1", source="aws.drs", detail_type="t", detail={})

    (event,) = received(a_world, url)
    assert (event["account"], event["region"]) == (SPOKE, "eu-west-1")
    assert event["time"] == "2022-12-07T19:16:06Z"


def test_two_buses_that_forward_to_each_other_come_to_an_end(a_world):
    here, there = (
        f"arn:aws:events:{region}:{HUB}:event-bus/default" for region in (REGION, "eu-west-1")
    )
    rule(a_world, there)
    rule(a_world, here, region="eu-west-1")

    assert put(a_world)["FailedEntryCount"] == 0


def test_a_function_is_invoked_and_nobody_waits(a_world):
    rule(a_world, f"arn:aws:lambda:{REGION}:{HUB}:function:on-event")

    put(a_world, {"n": 1})

    (invocation,) = a_world.parts.functions.invocations
    assert invocation.payload["detail"] == {"n": 1}


def test_an_automation_is_started_as_the_targets_role(a_world):
    rule(
        a_world,
        f"arn:aws:ssm:{REGION}:{HUB}:automation-definition/on-event:$DEFAULT",
        RoleArn=f"arn:aws:iam::{HUB}:role/events-to-ssm",
        InputTransformer={
            "InputPathsMap": {"which": "$.detail.which"},
            "InputTemplate": '{"Which": [<which>]}',
        },
    )

    put(a_world, {"which": "db"})

    ssm = client(a_world, "ssm")
    (execution,) = ssm.describe_automation_executions()["AutomationExecutionMetadataList"]
    assert execution["ExecutedBy"] == f"arn:aws:sts::{HUB}:assumed-role/events-to-ssm/events"
    assert execution["DocumentName"] == "on-event"


def test_a_target_that_fails_is_told_and_holds_up_no_other(a_world, caplog):
    url = queue(a_world)
    rule(a_world, queue_arn("gone"), name="a")
    rule(a_world, f"arn:aws:firehose:{REGION}:{HUB}:deliverystream/x", name="b")
    rule(a_world, queue_arn(), name="c")

    put(a_world)

    assert len(received(a_world, url)) == 1
    assert "arn:aws:sqs:us-west-2:123456789012:gone" in caplog.text
    assert "events are not delivered to firehose here" in caplog.text


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"Source": "aws.drs"}, "NotAuthorizedForSourceException"),
        ({"Detail": "{"}, "MalformedDetail"),
        ({"Detail": "[]"}, "MalformedDetail"),
        ({"DetailType": ""}, "InvalidArgument"),
    ],
)
def test_a_wrong_entry_is_refused_by_itself(a_world, entry, code):
    right = {"Source": "muster", "DetailType": "t", "Detail": "{}"}

    answer = client(a_world, "events").put_events(Entries=[right, {**right, **entry}])

    assert answer["FailedEntryCount"] == 1
    assert answer["Entries"][1]["ErrorCode"] == code
    assert "EventId" in answer["Entries"][0]


def test_a_bus_that_is_not_there_is_not_found(a_world):
    with pytest.raises(ClientError, match="Event bus gone does not exist"):
        put(a_world, EventBusName="gone")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("$", DOCUMENT),
        ("$.detail.n", 1),
        ("$.resources[1]", "b"),
        ("$.resources[7]", None),
        ("$.detail.gone.further", None),
    ],
)
def test_a_path_finds_its_value(path, value):
    assert find(DOCUMENT, path) == value


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ({}, json.dumps(DOCUMENT)),
        ({"Input": '{"fixed": 1}'}, '{"fixed": 1}'),
        ({"InputPath": "$.detail.n"}, "1"),
    ],
)
def test_a_target_gets_the_event_a_part_or_a_constant(target, text):
    assert payload(DOCUMENT, target) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ('{"t": <text>, "n": <n>}', '{"t": "say \\"x\\"", "n": 1}'),
        ('{"t": "<text>"}', '{"t": "say \\"x\\""}'),
        ('{"t": "it is <text>!"}', '{"t": "it is say \\"x\\"!"}'),
        ('"n is <n>"', '"n is 1"'),
        ("n is <n>, gone is <gone>.", "n is 1, gone is ."),
    ],
)
def test_a_template_is_filled_in(template, text):
    paths = {"n": "$.detail.n", "text": "$.detail.text"}
    transformer = {"InputPathsMap": paths, "InputTemplate": template}

    assert payload(DOCUMENT, {"InputTransformer": transformer}) == text
