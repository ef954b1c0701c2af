import pytest
from botocore.exceptions import ReadTimeoutError
from fakes.automation_world import REGION, ROLE, START, AutomationWorld, script, step_of

from muster.embedded.aws.kit import AwsError


@pytest.fixture
def world():
    return AutomationWorld()


def payload(world, *lines, **keys):
    """What a script of these lines returns."""
    execution = world.run([script(list(lines), **keys)], assumeRole=ROLE)
    assert execution["AutomationExecutionStatus"] == "Success", execution.get("FailureMessage")
    return world.output(execution["AutomationExecutionId"], "Script.Payload")


def failure(world, *lines, **keys):
    """Why a script of these lines fails."""
    execution = world.run([script(list(lines), **keys)])
    assert execution["AutomationExecutionStatus"] == "Failed"
    return step_of(execution, "Script")["FailureMessage"]


def test_the_handler_gets_the_input_payload_with_its_types(world):
    given = {"a": 1, "b": [True, "x"], "c": {"d": None}}

    assert payload(world, "return events", payload=given) == given


def test_time_passes_on_the_virtual_clock(world):
    lines = ["import time", "before = time.time(), time.monotonic()", "time.sleep(90)"]
    lines += [
        "return [time.time() - before[0], time.monotonic() - before[1], time.strftime('%H:%M')]"
    ]

    passed = payload(world, *lines)

    assert passed == [90, 90, "08:54"]
    assert world.clock.now() == START + 1 + 2 + 90


def test_dates_are_virtual_too(world):
    lines = ["from datetime import UTC, date, datetime, timedelta", "now = datetime.now(UTC)"]
    lines += ["assert isinstance(now, datetime) and isinstance(now + timedelta(1), datetime)"]
    lines += ["return [now.isoformat(), str(date.today()), datetime(2020, 1, 1).isoformat()]"]

    assert payload(world, *lines) == [
        "2025-10-09T08:53:23+00:00",
        "2025-10-09",
        "2020-01-01T00:00:00",
    ]


def test_the_standard_library_is_there(world):
    assert payload(world, "import hashlib, json, re, dataclasses, enum", "return 'ok'") == "ok"


@pytest.mark.parametrize("name", ["requests", "muster", "moto", "numpy.linalg"])
def test_nothing_else_is(world, name):
    assert f"No module named '{name}'" in failure(world, f"import {name}")


@pytest.mark.parametrize("name", ["threading", "socket", "subprocess", "http.client", "asyncio"])
def test_what_the_virtual_world_lacks_says_so(world, name):
    assert "is not available here" in failure(world, f"import {name}")


def test_botocore_shows_its_errors_and_config_but_no_session(world):
    lines = ["from botocore.exceptions import ClientError", "from botocore.config import Config"]
    lines += ["import botocore", "return [hasattr(botocore, 'session'), ClientError.__name__]"]

    assert payload(world, *lines) == [False, "ClientError"]


def test_boto3_clients_act_as_the_automation_in_its_region(world):
    payload(world, "import boto3", "boto3.client('drs').describe_jobs()")

    (call,) = world.calls
    assert ":assumed-role/muster-automation/Automation-" in call.principal
    assert call.region == REGION


def test_sessions_and_resources_work_alike(world):
    lines = ["import boto3", "s = boto3.session.Session(region_name='eu-west-1')"]
    lines += [
        "s.client('drs').describe_jobs()",
        "boto3.client('drs', region_name='sa-east-1').describe_jobs()",
    ]
    lines += ["boto3.resource('dynamodb').Table('t').put_item(Item={'a': 1})"]

    payload(world, *lines)

    assert [call.region for call in world.calls] == ["eu-west-1", "sa-east-1", REGION]


def test_paginators_and_waiters_pass_on_the_virtual_clock(world):
    pages = iter([{"items": [], "nextToken": "x"}, {"items": []}])
    world.answers["drs", "DescribeJobs"] = lambda _: next(pages)
    states = iter(["pending", "pending", "running"])
    world.answers["ec2", "DescribeInstances"] = lambda _: {
        "Reservations": [{"Instances": [{"State": {"Name": next(states)}}]}]
    }
    lines = ["import boto3", "list(boto3.client('drs').get_paginator('describe_jobs').paginate())"]
    lines += ["boto3.client('ec2').get_waiter('instance_running').wait(InstanceIds=['i-1'])"]

    payload(world, *lines)

    assert world.operations() == ["DescribeJobs"] * 2 + ["DescribeInstances"] * 3
    assert world.clock.now() == pytest.approx(START + 3 + 2 * 15, abs=1)


def test_credentials_of_an_assumed_role_act_as_that_role(world):
    spoke = "arn:aws:sts::222222222222:assumed-role/spoke/muster"
    world.answers["sts", "AssumeRole"] = {
        "Credentials": {"AccessKeyId": "ASIAX", "SecretAccessKey": "s", "SessionToken": "t"},
        "AssumedRoleUser": {"Arn": spoke},
    }
    lines = ["import boto3", "role = 'arn:aws:iam::222222222222:role/spoke'"]
    lines += ["c = boto3.client('sts').assume_role(RoleArn=role, RoleSessionName='muster')"]
    lines += ["key = {'aws_access_key_id': c['Credentials']['AccessKeyId']}"]
    lines += ["boto3.client('drs', **key).describe_jobs()"]
    lines += ["boto3.Session(**key).client('drs').describe_jobs()"]

    payload(world, *lines)

    assert [call.principal for call in world.calls[1:]] == [spoke, spoke]


def test_an_unknown_access_key_is_refused(world):
    said = failure(world, "import boto3", "boto3.client('drs', aws_access_key_id='AKIAX')")

    assert "UnrecognizedClientException" in said


def throttled(times):
    left = [times]

    def answer(_):
        left[0] -= 1
        if left[0] >= 0:
            raise AwsError("ThrottlingException", "Rate exceeded")
        return {"items": []}

    return answer


def test_throttled_calls_are_repeated_as_the_sdk_does(world):
    world.answers["drs", "DescribeJobs"] = throttled(4)

    payload(world, "import boto3", "boto3.client('drs').describe_jobs()")

    assert len(world.calls) == 5


def test_but_five_times_only(world):
    world.answers["drs", "DescribeJobs"] = throttled(5)

    said = failure(world, "import boto3", "boto3.client('drs').describe_jobs()")

    assert "ThrottlingException" in said


@pytest.mark.parametrize("retries", [{"total_max_attempts": 1}, {"max_attempts": 0}])
def test_a_script_may_forbid_repeating(world, retries):
    world.answers["drs", "DescribeJobs"] = throttled(1)
    lines = ["import boto3", "from botocore.config import Config"]
    lines += [f"boto3.client('drs', config=Config(retries={retries!r})).describe_jobs()"]

    failure(world, *lines)

    assert len(world.calls) == 1


def test_a_lost_answer_is_repeated_too(world):
    def answer(_):
        if len(world.calls) == 1:
            raise ReadTimeoutError(endpoint_url="x")
        return {"items": []}

    world.answers["drs", "DescribeJobs"] = answer

    payload(world, "import boto3", "boto3.client('drs').describe_jobs()")

    assert len(world.calls) == 2


def test_errors_of_aws_can_be_caught_by_type(world):
    def missing(_):
        raise AwsError("ResourceNotFoundException", "no such job")

    world.answers["drs", "DescribeJobs"] = missing
    lines = ["import boto3", "drs = boto3.client('drs')", "try:", "    drs.describe_jobs()"]
    lines += ["except drs.exceptions.ResourceNotFoundException as e:", "    return str(e)"]

    assert "no such job" in payload(world, *lines)


def test_a_failure_shows_the_lines_of_the_script_alone(world):
    said = failure(world, "def inner():", "    raise ValueError('boom')", "inner()")

    assert "Traceback (most recent call last)" in said
    assert "raise ValueError('boom')" in said
    assert "ValueError: boom" in said
    assert "muster/embedded" not in said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["return ="], "SyntaxError"),
        (["import sys", "sys.exit(3)"], "SystemExit"),
        (["return {1, 2}"], "not JSON"),
        (["return object()"], "not JSON"),
        (["return 'x' * 110_000"], "over 100 KB"),
    ],
)
def test_what_can_go_wrong_fails_the_step(world, lines, said):
    assert said in failure(world, *lines)


def test_a_handler_that_is_not_there_fails_the_step(world):
    step = script("pass")
    step["inputs"]["Handler"] = "main"

    execution = world.run([step])

    assert "no function `main`" in execution["FailureMessage"]


def test_lists_are_cut_after_a_hundred_items(world):
    assert len(payload(world, "return [1] * 150")) == 100


def test_ten_minutes_are_the_most(world):
    step = script(["import time", "while True: time.sleep(7)"], timeoutSeconds=9999)

    execution = world.run([step])

    assert execution["AutomationExecutionStatus"] == "TimedOut"
    assert world.clock.now() == START + 1 + 600


def test_powershell_is_not_there(world):
    step = script("pass")
    step["inputs"]["Runtime"] = "PowerShell 7.4"

    execution = world.run([step])

    assert "`PowerShell 7.4` is not available here" in execution["FailureMessage"]


def test_what_is_printed_disturbs_nobody(world, capsys):
    payload(world, "print('hello')", "return 1")

    assert capsys.readouterr().out == ""


def test_each_run_has_a_fresh_module(world):
    step = script(["global count", "count = globals().get('count', 0) + 1", "return count"])
    world.document([step], outputs=["Script.Payload"])

    counts = [world.run()["Outputs"]["Script.Payload"] for _ in range(2)]

    assert counts == [["1"], ["1"]]


def test_scripts_of_two_executions_take_turns_at_every_call(world):
    lines = ["import boto3", "for _ in range(2): boto3.client('drs').describe_jobs()"]
    world.document([script(lines)], assumeRole=ROLE)

    ids = [world.start() for _ in range(2)]
    world.pass_(60)

    who = [call.principal.rpartition("Automation-")[2] for call in world.calls]
    assert who == ids + ids


def test_dataclasses_of_a_script_are_those_of_the_standard_library(world):
    lines = ["import dataclasses, pprint", "@dataclasses.dataclass(frozen=True, order=True)"]
    lines += ["class Point:", "    x: int", "    y: list = dataclasses.field(default_factory=list)"]
    lines += ["names = [field.name for field in dataclasses.fields(Point(1))]"]
    lines += [
        "try: Point(1).x = 2",
        "except dataclasses.FrozenInstanceError: names.append('frozen')",
    ]
    lines += ["assert dataclasses.replace(Point(1), x=2) > Point(1) == Point(1)"]
    lines += ["return [pprint.pformat(Point(1)), *names]"]

    for _ in range(2):
        shown, *others = payload(world, *lines)
        assert shown.endswith("Point(x=1, y=[])")
        assert others == ["x", "y", "frozen"]
