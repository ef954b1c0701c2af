"""A call in the process may go the short way, without HTTP; nobody can tell."""

from datetime import UTC, datetime

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from hypothesis import given
from hypothesis import strategies as st

from muster.embedded.aws.answers import FidelityError
from muster.embedded.aws.clients import Clients
from muster.embedded.aws.clock import Clock
from muster.embedded.aws.front import Front
from muster.embedded.aws.journal import Journal
from muster.embedded.aws.kit import AnswerLost, AwsError, Service
from muster.embedded.aws.lock import WorldLock
from muster.embedded.aws.principals import Principals
from muster.embedded.aws.short_way import ShortWay, road

OPERATOR = "arn:aws:iam::123456789012:user/operator"
REGION = "us-west-2"
OURS = {
    "dynamodb": ("PutItem", "GetItem", "TransactWriteItems"),
    "drs": ("StartRecovery", "DescribeJobs", "TagResource"),
    "ssm": ("StartAutomationExecution", "GetAutomationExecution"),
}


class Doors:
    """One front, whose services answer `result`, and a client for each way to it."""

    def __init__(self, service):
        self.result = {}
        self.taken = []
        self.principals = principals = Principals("123456789012")
        self.front = Front(
            clock=Clock(1_795_000_000.0),
            lock=WorldLock(),
            principals=principals,
            journal=Journal(),
            seed="1",
        )
        handlers = dict.fromkeys(OURS[service], self.handle)
        plain = service == "dynamodb"
        self.front.register(Service(service, handlers, rest_to_moto=True, plain_json=plain))
        self.short = Clients(self.front, principals).client(service, OPERATOR, REGION)
        self.wire = Clients(self.front, principals).client(service, OPERATOR, REGION)
        self.wire.meta.events.register("before-send", lambda **_: None)

    def handle(self, call):
        self.taken.append((call.params, call.principal, call.account, call.region))
        if isinstance(self.result, BaseException):
            raise self.result
        return self.result

    def compare(self, operation, params, result):
        """Both answers and what both handlers saw, but for ids of requests."""
        self.result = result
        self.taken.clear()
        told = [_told(client, operation, dict(params)) for client in (self.short, self.wire)]
        assert told[0] == told[1]
        assert self.taken[:1] * 2 == self.taken or not self.taken
        return told[0]


def _told(client, operation, params):
    try:
        answer = getattr(client, operation)(**params)
    except ClientError as error:
        return type(error).__name__, str(error), _without_id(error.response)
    except (BotoCoreError, FidelityError, RecursionError) as error:
        return type(error), str(error)
    return _without_id(answer)


def _without_id(answer):
    head = answer["ResponseMetadata"]
    assert head.pop("RequestId") == head["HTTPHeaders"].pop("x-amzn-requestid")
    return answer


def by_type(**kinds):
    return st.one_of([st.fixed_dictionaries({kind: one}) for kind, one in kinds.items()])


TEXT = st.text(max_size=6) | st.sampled_from(["null", '"B"', "s-51d6b65c73391918f", ""])
ODD = st.sampled_from([None, True, 1, 1.5, b"x", "x", float("nan"), (), {}, ["x"], {"S": "x"}])
VALUE = st.recursive(
    by_type(S=TEXT, N=st.just("1"), BOOL=st.booleans(), B=st.binary(max_size=3), NULL=ODD, SS=ODD),
    lambda inner: by_type(
        L=st.lists(inner, max_size=2), M=st.dictionaries(TEXT, inner, max_size=2)
    ),
    max_leaves=4,
)
WIRE_VALUE = st.recursive(
    by_type(S=TEXT, N=st.just("1"), BOOL=st.booleans(), NULL=st.booleans(), B=st.just("eA==")),
    lambda inner: by_type(
        L=st.lists(inner, max_size=2), M=st.dictionaries(TEXT, inner, max_size=2)
    ),
    max_leaves=4,
)
MOMENT = st.datetimes(min_value=datetime(2001, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - aware by timezones
REFUSAL = st.sampled_from(
    [
        AwsError("ConditionalCheckFailedException", "no", Item={"pk": {"S": "x"}}),
        AwsError("ConflictException", "no", resourceId="s-1", resourceType="job"),
        AwsError("ValidationException", "no"),
        AwsError("ThrottlingException", "Rate exceeded"),
        AwsError("InternalFailure", "gone"),
        AnswerLost(),
    ]
)


def some(**members):
    """Any of these members, each of which may be odd."""
    return st.fixed_dictionaries({}, optional={key: one | ODD for key, one in members.items()})


@pytest.fixture(scope="module")
def doors():
    return {service: Doors(service) for service in OURS}


@given(st.dictionaries(TEXT, VALUE | ODD, max_size=3), st.dictionaries(TEXT, WIRE_VALUE), REFUSAL)
def test_items_of_tables_are_the_same_by_both_ways(doors, item, stored, refusal):
    params = {"TableName": "muster", "Item": item}
    got = {"Attributes": stored} if stored else {}

    doors["dynamodb"].compare("put_item", params, got)
    doors["dynamodb"].compare("put_item", params, refusal)


@given(
    some(
        sourceServers=st.lists(some(sourceServerID=TEXT, recoverySnapshotID=TEXT), max_size=2),
        isDrill=st.booleans(),
        tags=st.dictionaries(TEXT, TEXT, max_size=2),
        unknown=TEXT,
    ),
    some(
        job=some(
            jobID=st.just("drsjob-51d6b65c73391918f"),
            arn=TEXT,
            type=st.sampled_from(["LAUNCH", "TERMINATE"]),
            status=st.sampled_from(["STARTED", "PENDING"]),
            creationDateTime=st.just("2026-01-01T00:00:00.000000+00:00"),
            participatingServers=st.lists(some(sourceServerID=TEXT, launchStatus=TEXT), max_size=2),
        )
    ),
    REFUSAL,
)
def test_calls_of_drs_are_the_same_by_both_ways(doors, params, result, refusal):
    right = {"isDrill": True, "sourceServers": [{"sourceServerID": "s-51d6b65c73391918f"}]}

    doors["drs"].compare("start_recovery", params, {})
    doors["drs"].compare("start_recovery", right, result)
    doors["drs"].compare("start_recovery", params, refusal)


@given(
    some(DocumentName=st.just("muster-drill"), Parameters=st.dictionaries(TEXT, ODD, max_size=2)),
    some(
        AutomationExecution=some(
            ExecutionStartTime=MOMENT,
            ExecutionEndTime=MOMENT,
            AutomationExecutionStatus=st.sampled_from(["Success", "Waiting"]),
            Outputs=st.dictionaries(TEXT, st.lists(TEXT, max_size=2), max_size=2),
            StepExecutions=st.lists(some(StepName=TEXT, MaxAttempts=st.integers(0, 5)), max_size=2),
            StepExecutionsTruncated=st.booleans(),
        )
    ),
)
def test_executions_are_the_same_by_both_ways(doors, params, result):
    given = {"AutomationExecutionId": "4105a4fc-f944-11e6-9d32-0a1b2c3d495h"}

    doors["ssm"].compare("start_automation_execution", params, {"AutomationExecutionId": "x" * 36})
    doors["ssm"].compare("get_automation_execution", given, result)


def test_what_is_fine_goes_the_short_way_and_what_somebody_listens_to_does_not(doors):
    asked = []
    doors["drs"].wire.meta.events.register("before-send", lambda **_: asked.append(1))

    doors["drs"].compare("describe_jobs", {"filters": {}}, {"items": []})

    assert isinstance(doors["drs"].short._make_api_call, ShortWay)
    assert asked == [1]


def test_what_is_hung_on_a_client_is_heard_of_its_own_calls_alone(doors):
    heard = []
    own, another = (Doors("drs") for _ in range(2))
    own.wire.meta.events.register("provide-client-params", lambda **_: heard.append("call"))
    own.wire.meta.events.register("before-send", lambda **_: heard.append("sent"))

    for listening in (another.wire, another.short, own.short, own.wire):
        listening.describe_jobs(filters={})

    assert heard == ["call", "sent"]


def test_who_calls_in_the_middle_of_a_call_calls_as_himself():
    doors, callers = Doors("drs"), []
    robot = "arn:aws:sts::123456789012:assumed-role/muster-bot/bot"
    clients = Clients(doors.front, doors.principals)
    asked = clients.session(robot, REGION).client("drs")

    def hear(entry):
        callers.append(entry.principal.arn)
        if len(callers) == 1:
            asked.describe_jobs(filters={})

    doors.front.after.append(hear)
    doors.wire.describe_jobs(filters={})

    assert callers == [OPERATOR, robot]


def test_an_answer_is_nobodys_but_the_callers(doors):
    stored = {"pk": {"S": "x"}}
    doors["dynamodb"].result = {"Item": stored}

    answer = doors["dynamodb"].short.get_item(TableName="muster", Key={"pk": {"S": "x"}})
    answer["Item"]["pk"]["S"] = "y"

    assert stored == {"pk": {"S": "x"}}


def test_only_what_is_ours_in_json_bodies_alone_has_a_short_way():
    drs = Service("drs", dict.fromkeys(OURS["drs"]), sometimes=frozenset({"DescribeJobs"}))

    assert road(drs, "StartRecovery") is not None
    assert road(drs, "DescribeJobs") is None
    assert road(drs, "TagResource") is None
    assert road(drs, "DeleteJob") is None
    assert road(None, "StartRecovery") is None
    assert road(Service("iam", {"GetRole": None}), "GetRole") is None


def test_clients_share_what_is_costly_and_not_whom_they_act_for(doors):
    front = doors["ssm"].front
    principals = Principals("123456789012")
    clients = Clients(front, principals)
    others = "arn:aws:sts::222222222222:assumed-role/muster-spoke/nora"
    first, second = (clients.client("s3", who, REGION) for who in (OPERATOR, others))

    for client in (first, second):
        url = client.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"})
        assert principals.key_for(OPERATOR if client is first else others) in url
    assert first.meta.events is not second.meta.events
    assert clients.client("s3", OPERATOR, REGION) is first
