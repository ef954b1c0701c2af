"""The check of requests and answers against the botocore model."""

import botocore.session
import pytest

from muster.embedded.aws.validation import (
    compiled,
    constraint_mistakes,
    type_mistakes,
    validation_message,
)

MODELS = botocore.session.Session()


def shape_of(service, operation, kind="input_shape"):
    return getattr(MODELS.get_service_model(service).operation_model(operation), kind)


START_RECOVERY = shape_of("drs", "StartRecovery")
START_EXECUTION = shape_of("ssm", "StartAutomationExecution")
A_SERVER = {"sourceServerID": "s-51d6b65c73391918f"}


def test_a_request_that_keeps_the_model_has_no_mistakes():
    assert constraint_mistakes(START_RECOVERY, {"sourceServers": [A_SERVER], "isDrill": True}) == []


@pytest.mark.parametrize(
    ("shape", "params", "expected"),
    [
        pytest.param(
            START_RECOVERY,
            {},
            "Value null at 'sourceServers' failed to satisfy constraint: Member must not be null",
            id="missing member",
        ),
        pytest.param(
            START_RECOVERY,
            {"sourceServers": [A_SERVER] * 201},
            "Value '[StartRecoveryRequestSourceServers]' at 'sourceServers' failed to satisfy"
            " constraint: Member must have length less than or equal to 200",
            id="too long a list",
        ),
        pytest.param(
            START_RECOVERY,
            {"sourceServers": [{"sourceServerID": "x-51d6b65c73391918f"}]},
            "Value 'x-51d6b65c73391918f' at 'sourceServers.1.member.sourceServerID'"
            " failed to satisfy constraint: Member must satisfy regular expression pattern:"
            " s-[0-9a-zA-Z]{17}",
            id="pattern",
        ),
        pytest.param(
            START_EXECUTION,
            {"DocumentName": "ok-name", "Mode": "Sometimes"},
            "Value 'Sometimes' at 'mode' failed to satisfy constraint: Member must satisfy enum"
            " value set: [Auto, Interactive]",
            id="enum",
        ),
        pytest.param(
            shape_of("ssm", "DescribeAutomationExecutions"),
            {"MaxResults": 51},
            "Value '51' at 'maxResults' failed to satisfy constraint: Member must have value less"
            " than or equal to 50",
            id="range",
        ),
    ],
)
def test_a_broken_constraint_is_worded_as_aws_words_it(shape, params, expected):
    assert constraint_mistakes(shape, params) == [expected]


def test_all_mistakes_are_told_at_once_and_counted():
    mistakes = constraint_mistakes(START_EXECUTION, {"DocumentName": "no spaces", "Mode": "x"})

    text = validation_message(mistakes)

    assert text.startswith("2 validation errors detected: Value 'no spaces' at 'documentName'")
    assert "; Value 'x' at 'mode'" in text


def test_one_mistake_is_one_error():
    assert validation_message(["Value null at 'x' …"]).startswith("1 validation error detected: ")


def test_a_union_has_exactly_one_member():
    shape = shape_of("drs", "DescribeSourceServers", "output_shape")
    union = next(
        shape
        for name in MODELS.get_service_model("drs").shape_names
        if (shape := MODELS.get_service_model("drs").shape_for(name)).metadata.get("union")
    )
    first = next(iter(union.members))

    assert shape is not None
    assert constraint_mistakes(union, {}) != []
    assert [text for text in constraint_mistakes(union, {first: {}}) if "exactly one" in text] == []


def test_a_sensitive_value_is_not_repeated():
    shape = MODELS.get_service_model("ssm").shape_for("OwnerInformation")

    texts = constraint_mistakes(shape, "hush" * 50)

    assert [text.split(" constraint")[0] for text in texts] == ["Value at '' failed to satisfy"]


def test_an_exempt_shape_is_let_through():
    params = {"sourceServers": [{"sourceServerID": "x-51d6b65c73391918f"}]}

    assert constraint_mistakes(START_RECOVERY, params, {"SourceServerID"}) == []


def test_patterns_that_re_cannot_read_are_checked_too():
    letters = compiled(r"^[\p{L}]+$")

    assert letters.fullmatch("Žluťoučký")
    assert not letters.fullmatch("1")


def test_the_only_patterns_skipped_are_those_that_no_engine_reads():
    services = ("drs", "ssm", "sts", "lambda", "dynamodb", "events", "ec2", "sqs", "sns")
    patterns = {
        pattern
        for model in map(MODELS.get_service_model, services)
        for name in model.shape_names
        if (pattern := model.shape_for(name).metadata.get("pattern"))
    }

    skipped = [pattern for pattern in patterns if compiled(pattern) is None]

    assert skipped == [r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*"]


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"sourceServers": "all"}, "a list is not a str"),
        ({"sourceServers": [{"sourceServerID": 7}]}, "a string is not a int"),
        ({"isDrill": "yes"}, "a boolean is not a str"),
        ({"isdrill": True}, "StartRecoveryRequest has no member isdrill"),
    ],
)
def test_wrong_types_and_unknown_members_are_told(params, told):
    assert any(told in mistake for mistake in type_mistakes(START_RECOVERY, params))
