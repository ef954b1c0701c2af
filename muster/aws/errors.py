"""What botocore raises, as muster's exceptions: once, from one table, with a hint that mends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore import exceptions as sdk

from muster.service import errors

TRANSIENT = frozenset(
    {
        "InternalFailure",
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TooManyUpdates",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
LOST = (sdk.ConnectionClosedError, sdk.ConnectTimeoutError, sdk.ReadTimeoutError)
SERVER_FAULT = 500


@dataclass(frozen=True)
class Failed:
    """A call that failed: the IAM action, what it was about, where, and AWS's words."""

    action: str
    about: str
    region: str
    code: str
    message: str

    @property
    def thing(self) -> str:
        """What the call was about, for a sentence."""
        return self.about or "what was asked for"


def code_of(error: BaseException | None) -> str:
    """AWS's name of an error, also behind one of muster's; empty if AWS gave none."""
    found = error if isinstance(error, sdk.ClientError) else getattr(error, "__cause__", None)
    return str(found.response["Error"]["Code"]) if isinstance(found, sdk.ClientError) else ""


def is_transient(error: BaseException | None) -> bool:
    """Whether the same call may succeed a little later."""
    if not isinstance(error, sdk.ClientError):
        return isinstance(error, LOST)
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    return code_of(error) in TRANSIENT or status >= SERVER_FAULT


def translated(
    error: Exception, service: str, operation: str, about: str, region: str
) -> errors.AwsError:
    """Muster's exception for what botocore raised."""
    message = " ".join(str(error).split())[:500]
    if not isinstance(error, sdk.ClientError):
        failed = Failed(f"{service}:{operation}", about, region, "", message)
        found = (make for kinds, make in _SDK if isinstance(error, kinds))
        return next(found, _other)(failed)
    answer = error.response["Error"]
    action = f"{service}:{error.operation_name}"
    told = " ".join(str(answer.get("Message") or "no reason given").split())[:500]
    failed = Failed(action, about, region, code_of(error), told)
    return _CODES.get(failed.code, _throttled if failed.code in TRANSIENT else _other)(failed)


def _no_credentials(_: Failed) -> errors.AwsError:
    return errors.CredentialsError(
        "there are no AWS credentials", "sign in (`aws sso login`), or name a `--profile`"
    )


def _expired(failed: Failed) -> errors.AwsError:
    return errors.CredentialsError(
        f"the AWS credentials are no longer good: {failed.message}",
        "sign in again: `aws sso login`, with `--profile NAME` if you use one",
    )


def _not_known(failed: Failed) -> errors.AwsError:
    return errors.CredentialsError(
        f"AWS does not accept the credentials: {failed.message}",
        "look who you are: `aws sts get-caller-identity`",
    )


def _no_profile(failed: Failed) -> errors.AwsError:
    return errors.CredentialsError(failed.message, "list them: `aws configure list-profiles`")


def _no_region(_: Failed) -> errors.AwsError:
    return errors.AwsError(
        "no AWS Region is chosen", "name it: `--region us-west-2`, or set AWS_REGION"
    )


def _unreachable(failed: Failed) -> errors.AwsError:
    return errors.UnreachableError(
        f"AWS does not answer: {failed.message}",
        "check the network, the Region's name and AWS_ENDPOINT_URL",
    )


def _forbidden(failed: Failed) -> errors.AwsError:
    return errors.ForbiddenError(
        f"these credentials may not {failed.action}: {failed.message}",
        f"ask for the IAM action `{failed.action}`, or use another `--profile`",
    )


def _no_table(failed: Failed) -> errors.AwsError:
    return errors.MissingError(
        f"there is no {failed.thing} in {failed.region}",
        "publish a plan first (`muster plan publish PLAN`), or name another `--region`",
    )


def _no_document(failed: Failed) -> errors.AwsError:
    return errors.MissingError(
        f"there is no {failed.thing} in {failed.region}",
        "publish it: `muster plan publish PLAN`, for the verbs with `--pack`;"
        " or name another `--region`",
    )


def _no_execution(failed: Failed) -> errors.AwsError:
    return errors.MissingError(
        f"Systems Manager knows no {failed.thing} in {failed.region}",
        "it keeps executions for 30 days, in the Region where they ran",
    )


def _throttled(failed: Failed) -> errors.AwsError:
    return errors.ThrottledError(
        f"AWS is too busy for {failed.action}: {failed.code}, after several tries",
        "wait a minute and repeat it",
    )


def _full(failed: Failed) -> errors.AwsError:
    return errors.ThrottledError(
        f"Systems Manager starts no more executions now: {failed.message}",
        "100 may run at a time in an account and Region; wait until some have ended",
    )


def _bad_parameters(failed: Failed) -> errors.AwsError:
    return errors.AwsError(
        f"{failed.thing} does not take these parameters: {failed.message}",
        "look which parameter it names, and what may stand there; no text holds more than 512"
        " characters, nor braces",
    )


def _other(failed: Failed) -> errors.AwsError:
    told = f"{failed.code}: {failed.message}" if failed.code else failed.message
    about = f" for {failed.about}" if failed.about else ""
    return errors.AwsError(f"{failed.action} failed{about}: {told}")


_Make = Callable[[Failed], errors.AwsError]
_CODES: dict[str, _Make] = {
    "AccessDenied": _forbidden,
    "AccessDeniedException": _forbidden,
    "UnauthorizedOperation": _forbidden,
    "AutomationDefinitionNotFoundException": _no_document,
    "AutomationDefinitionVersionNotFoundException": _no_document,
    "InvalidDocument": _no_document,
    "AutomationExecutionNotFoundException": _no_execution,
    "AutomationExecutionLimitExceededException": _full,
    "InvalidAutomationExecutionParametersException": _bad_parameters,
    "ResourceNotFoundException": _no_table,
    "ExpiredToken": _expired,
    "ExpiredTokenException": _expired,
    "RequestExpired": _expired,
    "InvalidClientTokenId": _not_known,
    "InvalidSignatureException": _not_known,
    "MissingAuthenticationTokenException": _not_known,
    "SignatureDoesNotMatch": _not_known,
    "UnrecognizedClientException": _not_known,
}
_SDK: tuple[tuple[Any, _Make], ...] = (
    ((sdk.NoCredentialsError, sdk.PartialCredentialsError), _no_credentials),
    (
        (
            sdk.CredentialRetrievalError,
            sdk.SSOError,
            sdk.TokenRetrievalError,
            sdk.UnauthorizedSSOTokenError,
        ),
        _expired,
    ),
    (sdk.ProfileNotFound, _no_profile),
    (sdk.NoRegionError, _no_region),
    ((sdk.HTTPClientError, sdk.EndpointConnectionError, sdk.ConnectionError), _unreachable),
)
