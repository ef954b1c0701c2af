"""Both doors of the embedded AWS: one exercise, the same answers; and no way out."""

import io
import socket
import threading
import urllib.request

import boto3
import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError
from fakes.embedded_world import (
    DATABASE_1,
    HUB,
    OPERATOR,
    REGION,
    client,
    error_code,
    loopback_only,
    socket_client,
    world,
)

from muster.embedded.aws.hook import session
from muster.embedded.aws.socket import PortTakenError
from muster.embedded.aws.wire import BODY_LIMIT


@pytest.fixture(params=["in process", "over a socket"])
def door(request):
    with world() as a_world:
        if request.param == "in process":
            yield lambda service: client(a_world, service)
        else:
            port = a_world.listen().port
            yield lambda service: socket_client(a_world, port, service)


def test_ours_and_moto_answer_through_both_doors(door):
    assert door("sts").get_caller_identity()["Arn"] == OPERATOR
    assert door("drs").describe_source_servers()["items"][0]["sourceServerID"] == DATABASE_1

    table = door("dynamodb")
    table.create_table(
        TableName="runs",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    table.put_item(TableName="runs", Item={"pk": {"S": "RUN#1"}, "n": {"N": "7"}})
    assert table.get_item(TableName="runs", Key={"pk": {"S": "RUN#1"}})["Item"]["n"] == {"N": "7"}

    bucket = door("s3")
    bucket.create_bucket(
        Bucket="evidence", CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    bucket.put_object(Bucket="evidence", Key="a b/ü+%.txt", Body=b"\x00\xff")
    assert bucket.get_object(Bucket="evidence", Key="a b/ü+%.txt")["Body"].read() == b"\x00\xff"
    assert bucket.list_objects_v2(Bucket="evidence")["Contents"][0]["Key"] == "a b/ü+%.txt"


def test_errors_arrive_as_typed_exceptions_through_both_doors(door):
    drs, ssm = door("drs"), door("ssm")

    drs.start_recovery(sourceServers=[{"sourceServerID": DATABASE_1}])
    with pytest.raises(drs.exceptions.ConflictException) as conflict:
        drs.start_recovery(sourceServers=[{"sourceServerID": DATABASE_1}])
    with pytest.raises(ssm.exceptions.AutomationExecutionNotFoundException):
        ssm.get_automation_execution(AutomationExecutionId="0" * 36)

    assert conflict.value.response["ResponseMetadata"]["HTTPStatusCode"] == 409


def test_what_moto_lacks_is_an_error_that_sdks_do_not_retry(door):
    for service, operation, arguments in (
        ("ssm", "list_nodes", {}),
        ("iam", "simulate_custom_policy", {"PolicyInputList": ["{}"], "ActionNames": ["a:b"]}),
        ("accessanalyzer", "list_analyzers", {}),
    ):
        with pytest.raises(ClientError) as refused:
            getattr(door(service), operation)(**arguments)

        assert error_code(refused.value) == "NotImplementedException"
        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_a_client_in_the_process_never_opens_a_connection(monkeypatch):
    with world() as a_world, loopback_only(monkeypatch) as tried:
        client(a_world, "drs").describe_jobs()
        client(a_world, "s3").list_buckets()
        a_world.session(OPERATOR, "eu-central-1").client("ec2").describe_vpcs()

        assert tried == []


def test_a_session_behind_the_hook_reaches_nobody_even_if_the_front_fails(monkeypatch):
    def broken(environ):
        raise RuntimeError("the front is broken")

    made = session(broken, access_key="AKIAEMBEDDEDOPERATOR", secret="x", region=REGION)
    with loopback_only(monkeypatch) as tried:
        with pytest.raises(RuntimeError, match="the front is broken"):
            made.client("drs").describe_jobs()

        assert tried == []


def test_settings_of_the_user_do_not_reach_sessions_in_the_process(monkeypatch, tmp_path):
    (tmp_path / "config").write_text("[profile work]\nregion = eu-west-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", "gone")

    with world() as a_world:
        made = a_world.session(OPERATOR, REGION)

        assert made.client("sts").get_caller_identity()["Account"] == HUB


def test_an_endpoint_of_the_user_leads_no_client_of_a_world_to_another_region(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_SQS", "https://sqs.eu-west-1.amazonaws.com")
    with world() as a_world:
        a_world.session(OPERATOR, REGION).client("sqs").create_queue(QueueName="one")

        (found,) = client(a_world, "sqs").list_queues()["QueueUrls"]
        assert REGION in found


def test_a_taken_port_is_told_with_its_number():
    with socket.socket() as other, world() as a_world:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(
            PortTakenError, match=f"127.0.0.1:{port}: something listens there"
        ) as taken:
            a_world.listen(port)

        assert taken.value.port == port


@pytest.mark.parametrize("port", [-1, 70_000])
def test_a_port_that_is_none_is_refused(port):
    with world() as a_world, pytest.raises(PortTakenError, match="from 0 to 65535"):
        a_world.listen(port)


def test_closing_hangs_up_and_leaves_no_thread():
    before = set(threading.enumerate())
    with world() as a_world:
        port = a_world.listen().port
        a_world.pace(60)
        sts = socket_client(a_world, port, "sts")
        sts.get_caller_identity()

    with pytest.raises((EndpointConnectionError, ConnectionClosedError)):
        sts.get_caller_identity()
    assert [
        thread for thread in threading.enumerate() if thread not in before and thread.is_alive()
    ] == []


@pytest.mark.parametrize("service", ["drs", "sts", "ec2", "s3", "dynamodb"])
def test_an_unknown_key_is_refused(service):
    operations = {
        "drs": "describe_jobs",
        "sts": "get_caller_identity",
        "ec2": "describe_vpcs",
        "s3": "list_buckets",
        "dynamodb": "list_tables",
    }
    with world() as a_world:
        made = session(a_world.front.answer, access_key="AKIAREAL", secret="x", region=REGION)

        with pytest.raises(ClientError, match="security token included in the request is invalid"):
            getattr(made.client(service), operations[service])()


def test_an_unsigned_request_is_refused():
    with world() as a_world:
        port = a_world.listen().port
        request = urllib.request.Request(f"http://127.0.0.1:{port}/moto-api/reset", method="POST")

        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=5)

        assert refused.value.code == 403
        assert b"answers signed requests only" in refused.value.read()
        refused.value.close()


@pytest.mark.parametrize("length", ["-1", "nonsense", str(BODY_LIMIT + 1)])
def test_a_nonsense_length_is_refused(length):
    with world() as a_world:
        answer = a_world.front.answer(
            {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(), "CONTENT_LENGTH": length}
        )

        assert answer.status == 413


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b'{"DocumentName": ["x"]}', b"\xff"])
def test_a_body_that_is_no_request_is_a_serialization_error(body):
    with world() as a_world:
        answer = a_world.front.answer(_signed_ssm(a_world, body))

        assert answer.status == 400
        assert b"SerializationException" in answer.body


def test_the_environment_leads_a_fresh_client_to_the_world(monkeypatch):
    with world() as a_world:
        for name, value in a_world.environment(a_world.listen().port, "approver").items():
            monkeypatch.setenv(name, value)

        identity = boto3.session.Session().client("sts").get_caller_identity()

        assert identity["Arn"] == f"arn:aws:iam::{HUB}:user/approver"


def _signed_ssm(a_world, body):
    from muster.embedded.aws.hook import environ_of

    key = a_world.principals.key_for(OPERATOR)
    headers = {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={key}/20221207/{REGION}/ssm/aws4_request, x",
        "X-Amz-Target": "AmazonSSM.StartAutomationExecution",
        "Content-Type": "application/x-amz-json-1.1",
    }
    return environ_of("POST", f"https://ssm.{REGION}.amazonaws.com/", headers, body)
