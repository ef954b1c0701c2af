"""boto3 clients for scripts, and the only place where a call is repeated."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

THROTTLED = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
"""Refused for the moment: the call has had no effect."""
FAULTS = frozenset({"InternalServerError", "InternalServerException", "ServiceUnavailable"})
"""Faults of the service: the call may have had its effect."""
ATTEMPTS = 8
LONGEST_PAUSE = 16
SCATTER = 7919
"""Times this, two moments that differ by a millisecond have nothing in common any more."""
COLLISIONS = frozenset(
    {"ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict", "None"}
)
"""Why a transaction is cancelled although no condition failed: others wrote at that moment."""


class OutOfTimeError(Exception):
    """The time of this script is nearly over; what is left is done by the next one."""


class Time:
    """Until when calls of this script may begin, in seconds of `time.monotonic`."""

    over = float("inf")


@contextmanager
def within(moment: float) -> Iterator[None]:
    """Inside, no call begins and none is repeated after `moment`: `OutOfTimeError` instead.

    What holds outside holds inside, too.
    """
    outside = Time.over
    Time.over = min(moment, outside)
    try:
        yield
    finally:
        Time.over = outside


@dataclass(frozen=True)
class Where:
    """A Region to call, and as whom: without keys as the role of the runbook."""

    region: str
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)


def client(service: str, where: str | Where, patience: int = 25) -> Any:
    """A client that never repeats a call by itself: StartRecovery must not be sent twice.

    `where`: a Region, as the role of the runbook, or a place that a role was assumed for.
    `patience`: how long it waits for an answer, in seconds.
    """
    called = where if isinstance(where, Where) else Where(where)
    config = Config(
        retries={"total_max_attempts": 1},
        connect_timeout=5,
        read_timeout=patience,
        user_agent_appid="muster",
    )
    return boto3.client(service, region_name=called.region or None, config=config, **called.keys)


def error_code(error: Exception) -> str:
    """AWS's name of an error; empty for anything that is not an answer of AWS."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))


def is_transient(error: Exception) -> bool:
    """Whether the same call may succeed later: throttling, server faults, a lost connection."""
    if not isinstance(error, ClientError):
        return isinstance(error, BotoCoreError) and not isinstance(error, ParamValidationError)
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    passing = error_code(error) in THROTTLED | FAULTS or _has_collided(error)
    return passing or int(status) >= 500  # noqa: PLR2004 - server faults


def is_ambiguous(error: Exception) -> bool:
    """Whether a transient failure leaves open if the call took effect: no answer, or a fault."""
    return is_transient(error) and error_code(error) not in THROTTLED and not _has_collided(error)


def _has_collided(error: Exception) -> bool:
    """Whether a transaction met another one; a condition that failed is no collision."""
    response = getattr(error, "response", None) or {}
    codes = {str(reason.get("Code")) for reason in response.get("CancellationReasons") or ()}
    return bool(codes - {"None"}) and codes <= COLLISIONS


def call(operation: Callable[..., Any], **parameters: Any) -> Any:
    """Call a repeatable operation, again for about a minute while it fails for a moment.

    Raises what the last attempt raised.
    """
    return call_telling([], operation, **parameters)


def call_telling(earlier: list[Exception], operation: Callable[..., Any], **parameters: Any) -> Any:
    """As `call`; what the attempts before the last one raised is added to `earlier`."""
    for attempt in range(ATTEMPTS - 1):
        check_time()
        try:
            return operation(**parameters)
        except (ClientError, BotoCoreError) as error:
            if not is_transient(error):
                raise
            earlier.append(error)
            back_off(attempt)
    return operation(**parameters)


def call_once(operation: Callable[..., Any], **parameters: Any) -> Any:
    """Call an operation whose repetition is somebody else's, later."""
    check_time()
    return operation(**parameters)


def back_off(attempt: int) -> None:
    """Sleep before the next attempt. Raises `OutOfTimeError` if that would come too late."""
    pause = _pause(attempt)
    check_time(pause)
    time.sleep(pause)


def _pause(attempt: int) -> float:
    """1 to 16 s, each a quarter more or less: who was throttled together comes back apart."""
    return float(min(2**attempt, LONGEST_PAUSE)) * (0.75 + time.time() * SCATTER % 0.5)


def check_time(needed: float = 0) -> None:
    """Raise `OutOfTimeError` if a call that begins in `needed` seconds would come too late."""
    if time.monotonic() + needed > Time.over:
        raise OutOfTimeError("AWS answers so slowly that the time of this script is over")


def every(
    operation: Callable[..., Any],
    found: str = "items",
    first: Callable[..., Any] = call,
    /,
    **parameters: Any,
) -> list[Any]:
    """All items of a paginated operation (`nextToken` or `NextToken`).

    `first` is how the first page is called: `call`, or `call_once`.
    """
    items: list[Any] = []
    ask = first
    while True:
        answer, ask = ask(operation, **parameters), call
        items += answer.get(found) or []
        name = "nextToken" if answer.get("nextToken") else "NextToken"
        if not answer.get(name):
            return items
        parameters[name] = answer[name]
