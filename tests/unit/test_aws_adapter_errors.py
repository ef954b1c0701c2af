"""What botocore raises becomes a sentence and a hint, once; what passes by itself is repeated."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from botocore import exceptions as sdk
from botocore.exceptions import ClientError
from fakes.aws.clock import FakeClock

from muster.aws.clock import AwsClock
from muster.aws.connection import ATTEMPTS, Connection
from muster.aws.errors import code_of, is_transient, translated
from muster.service import errors


def client_error(code, *, status=400, operation="StartAutomationExecution", message="told so"):
    answer = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(answer, operation)


def in_words(error, about="document `muster-drill-payments`"):
    return translated(error, "ssm", "start_automation_execution", about, "us-west-2")


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        ("AccessDeniedException", errors.ForbiddenError, "ssm:StartAutomationExecution"),
        ("UnauthorizedOperation", errors.ForbiddenError, "ssm:StartAutomationExecution"),
        ("ExpiredTokenException", errors.CredentialsError, "no longer good"),
        ("UnrecognizedClientException", errors.CredentialsError, "does not accept"),
        ("InvalidClientTokenId", errors.CredentialsError, "does not accept"),
        ("ThrottlingException", errors.ThrottledError, "after several tries"),
        ("AutomationExecutionLimitExceededException", errors.ThrottledError, "no more executions"),
        ("AutomationDefinitionNotFoundException", errors.MissingError, "muster-drill-payments"),
        ("InvalidDocument", errors.MissingError, "in us-west-2"),
        ("AutomationExecutionNotFoundException", errors.MissingError, "knows no document"),
        ("ResourceNotFoundException", errors.MissingError, "there is no document"),
        ("InvalidAutomationExecutionParametersException", errors.AwsError, "does not take these"),
        ("Surprise", errors.AwsError, "Surprise: told so"),
    ],
)
def test_an_answer_of_aws_becomes_an_exception_of_ours(code, kind, sentence):
    made = in_words(client_error(code))

    assert type(made) is kind
    assert sentence in made.sentence


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (sdk.NoCredentialsError(), errors.CredentialsError),
        (sdk.PartialCredentialsError(provider="env", cred_var="x"), errors.CredentialsError),
        (sdk.ProfileNotFound(profile="prod"), errors.CredentialsError),
        (sdk.UnauthorizedSSOTokenError(), errors.CredentialsError),
        (sdk.TokenRetrievalError(provider="sso", error_msg="x"), errors.CredentialsError),
        (sdk.NoRegionError(), errors.AwsError),
        (sdk.EndpointConnectionError(endpoint_url="https://x"), errors.UnreachableError),
        (sdk.ReadTimeoutError(endpoint_url="https://x"), errors.UnreachableError),
        (sdk.ParamValidationError(report="bad"), errors.AwsError),
    ],
)
def test_what_the_sdk_raises_itself_becomes_one_too(raised, kind):
    assert type(in_words(raised)) is kind


def test_every_hint_says_what_to_do():
    codes = ("AccessDenied", "ExpiredToken", "InvalidDocument", "ResourceNotFoundException")

    assert all(in_words(client_error(code)).hint for code in codes)


def test_a_long_answer_is_cut_and_put_in_one_line():
    made = in_words(client_error("Surprise", message="x\n" * 5000))

    assert len(made.sentence) < 700
    assert "\n" not in made.sentence


@pytest.mark.parametrize(
    ("raised", "again"),
    [
        (client_error("ThrottlingException"), True),
        (client_error("Whatever", status=503), True),
        (sdk.ConnectTimeoutError(endpoint_url="https://x"), True),
        (client_error("AccessDeniedException"), False),
        (sdk.NoCredentialsError(), False),
        (sdk.EndpointConnectionError(endpoint_url="https://x"), False),
    ],
)
def test_what_may_pass_by_itself_is_known(raised, again):
    assert is_transient(raised) is again


# repeating


class Session:
    """A session with one client, whose operation `do` raises what it is told to."""

    region_name = "us-west-2"

    def __init__(self, *raises):
        self.raises = list(raises)
        self.calls = 0

    def client(self, service, **_):
        return self

    def do(self, **given):
        self.calls += 1
        if self.raises:
            raise self.raises.pop(0)
        return given


def test_a_call_that_is_throttled_is_repeated_with_growing_pauses():
    clock = FakeClock()
    session = Session(*[client_error("ThrottlingException")] * 3)

    answer = Connection(session, clock).call("ssm", "do", Name="x")

    assert answer == {"Name": "x"}
    assert clock.slept == [1, 2, 4]


def test_a_call_is_not_repeated_for_ever():
    session = Session(*[client_error("ThrottlingException")] * 100)

    with pytest.raises(errors.ThrottledError):
        Connection(session, FakeClock()).call("ssm", "do")

    assert session.calls == ATTEMPTS


def test_a_refused_call_is_not_repeated_and_keeps_its_code():
    session = Session(client_error("AccessDeniedException"))

    with pytest.raises(errors.ForbiddenError) as caught:
        Connection(session, FakeClock()).call("ssm", "do")

    assert session.calls == 1
    assert code_of(caught.value) == "AccessDeniedException"


# the clock


def answer_dated(text):
    return {"ResponseMetadata": {"HTTPHeaders": {"date": text}}}


def test_the_time_is_awss_own():
    clock = AwsClock()
    moment = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)

    clock.hear(parsed=answer_dated(format_datetime(moment, usegmt=True)))

    assert 0 <= clock.now() - moment.timestamp() < 5


@pytest.mark.parametrize("text", ["", "yesterday", "Mon, 99 Foo 2031 07:08:09 GMT"])
def test_an_answer_without_a_sensible_date_changes_nothing(text):
    clock = AwsClock()
    before = clock.now()

    clock.hear(parsed=answer_dated(text))

    assert 0 <= clock.now() - before < 5
