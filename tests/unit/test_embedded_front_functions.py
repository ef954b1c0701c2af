"""Lambda functions of the inventory, played in process."""

import json

import pytest
from fakes.embedded_world import OPERATOR, START, client, socket_client, world

from muster.embedded.aws.seeds import Function, Inventory

FUNCTIONS = Inventory(
    functions={
        "point-dns": Function("point-dns", takes=20.0, returns={"changed": 2}),
        "broken": Function("broken", fails="no such zone"),
    }
)
ARN = "arn:aws:lambda:us-west-2:123456789012:function:point-dns"


@pytest.fixture
def a_world():
    with world(FUNCTIONS) as made:
        yield made


def in_task(a_world, call):
    answers = []
    a_world.clock.spawn(lambda: answers.append(call()), "caller")
    a_world.clock.run_until(lambda: answers, START + 3600)
    return answers[0]


def test_a_task_waits_until_the_function_has_worked(a_world):
    answer = in_task(a_world, lambda: client(a_world, "lambda").invoke(FunctionName="point-dns"))

    assert a_world.clock.now() == START + 20
    assert json.loads(answer["Payload"].read()) == {"changed": 2}
    assert "FunctionError" not in answer


def test_who_cannot_wait_is_answered_at_once(a_world):
    answer = socket_client(a_world, a_world.listen().port, "lambda").invoke(
        FunctionName="point-dns"
    )

    assert (answer["StatusCode"], a_world.clock.now()) == (200, START)


def test_a_failing_function_is_a_function_error_with_its_text(a_world):
    answer = client(a_world, "lambda").invoke(FunctionName="broken")

    assert answer["FunctionError"] == "Unhandled"
    assert json.loads(answer["Payload"].read())["errorMessage"] == "no such zone"


@pytest.mark.parametrize(
    "name", ["point-dns", ARN, f"{ARN}:prod", "123456789012:function:point-dns"]
)
def test_a_function_answers_to_every_form_of_its_name(a_world, name):
    assert client(a_world, "lambda").invoke(FunctionName=name)["StatusCode"] == 200


def test_an_unknown_function_is_not_found(a_world):
    functions = client(a_world, "lambda")

    with pytest.raises(functions.exceptions.ResourceNotFoundException, match="function:gone"):
        functions.invoke(FunctionName="gone")


def test_a_payload_that_is_no_json_is_refused(a_world):
    functions = client(a_world, "lambda")

    with pytest.raises(functions.exceptions.InvalidRequestContentException):
        functions.invoke(FunctionName="point-dns", Payload=b"{")


@pytest.mark.parametrize(("kind", "status"), [("Event", 202), ("DryRun", 204)])
def test_nobody_waits_for_an_event_or_a_dry_run(a_world, kind, status):
    answer = in_task(
        a_world,
        lambda: client(a_world, "lambda").invoke(FunctionName="broken", InvocationType=kind),
    )

    assert (answer["StatusCode"], a_world.clock.now()) == (status, START)


def test_every_invocation_is_on_record(a_world):
    client(a_world, "lambda").invoke(FunctionName="point-dns", Payload=b'{"zone": "a"}')
    client(a_world, "lambda").invoke(FunctionName="broken")

    first, second = a_world.parts.functions.invocations

    assert (first.function, first.payload, first.failed) == ("point-dns", {"zone": "a"}, False)
    assert (second.function, second.payload, second.failed) == ("broken", None, True)
    assert first.principal == OPERATOR
