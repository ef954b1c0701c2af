"""The AWS clients of an execution: in process, signed in as its principal, on the virtual clock.

A call takes time, asks the fault hook first, and is retried as in the SDK's default (legacy) mode:
five attempts for throttling, connection and server errors, with exponential backoff.
"""

import copy
import inspect
import types
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError, HTTPClientError
from botocore.waiter import Waiter

if TYPE_CHECKING:
    from muster.embedded.aws.automation.run import Run

ATTEMPTS = 5
THROTTLES = frozenset(
    {
        "EC2ThrottledException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "Throttled",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
_SERVER_ERROR = 500


def is_throttle(error: BaseException) -> bool:
    """Whether AWS refused a call for its rate alone."""
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in THROTTLES


def is_retryable(error: BaseException) -> bool:
    """Whether the SDK would try again: throttles, server errors, lost connections."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return is_throttle(error) or status >= _SERVER_ERROR
    return isinstance(error, HTTPClientError)


class Clients:
    """The clients of one execution, each made once."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._made: dict[tuple[Any, ...], Any] = {}

    def client(
        self,
        service: str,
        *,
        region: str | None = None,
        principal: str | None = None,
        attempts: int = ATTEMPTS,
        scripted: bool = False,
        own_events: bool = False,
    ) -> Any:
        """A boto3 client for `service`; Region and principal are the execution's unless given.

        Before every attempt of a `scripted` client the automation's `before_script_call` is asked.
        A resource needs `own_events`: it hangs conversions on its client that no other may have.
        """
        execution = self._run.execution
        owner = (service, principal or execution.principal, region or execution.region)
        key = (*owner, attempts, scripted, own_events)
        if key not in self._made:
            client = self._run.automation.world.client(service, principal=owner[1], region=owner[2])
            source = _with_own_events(client) if own_events else client
            self._made[key] = self._on_virtual_time(source, attempts, scripted=scripted)
        return self._made[key]

    def _on_virtual_time(self, client: Any, attempts: int, *, scripted: bool) -> Any:
        twin, service = _twin(client), client.meta.service_model.service_name
        perform = client._make_api_call  # noqa: SLF001 - the one place that every call passes

        def call(operation: str, params: Mapping[str, Any]) -> Any:
            def once() -> Any:
                if scripted:
                    self._run.before_script_call(service, operation)
                return self._timed(lambda: perform(operation, params))

            answer = self._retried(once, attempts)
            self._remember_role(service, operation, answer)
            return answer

        def waiter(name: str) -> _VirtualWaiter:
            return _VirtualWaiter(type(client).get_waiter(twin, name), self._run.sleep)

        twin._make_api_call = call  # noqa: SLF001 - likewise
        twin.get_waiter = waiter
        return twin

    def _timed(self, call: Callable[[], Any]) -> Any:
        half = self._run.automation.settings.call_seconds / 2
        self._run.sleep(half)
        answer = call()
        self._run.sleep(half)
        return answer

    def _retried(self, call: Callable[[], Any], attempts: int) -> Any:
        for attempt in range(1, attempts):
            try:
                return call()
            except (ClientError, HTTPClientError) as error:
                if not is_retryable(error):
                    raise
            self._run.sleep(self._run.automation.world.rng.random() * 2 ** (attempt - 1))
        return call()

    def _remember_role(self, service: str, operation: str, answer: Any) -> None:
        if (service, operation) == ("sts", "AssumeRole"):
            key = answer["Credentials"]["AccessKeyId"]
            self._run.automation.assumed[key] = answer["AssumedRoleUser"]["Arn"]


def _twin(client: Any) -> Any:
    """A client like `client`, which others may hold and which stays as it is."""
    twin = object.__new__(type(client))
    twin.__dict__.update(client.__dict__)
    return twin


def _with_own_events(client: Any) -> Any:
    twin = _twin(client)
    twin.meta = copy.copy(client.meta)
    twin.meta.events = copy.copy(client.meta.events)
    short_way = twin.__dict__.pop("_make_api_call", None)
    if short_way is not None:  # its events would not be asked there
        twin._make_api_call = short_way.by_wire(twin)  # noqa: SLF001 - likewise
    return twin


class _VirtualWaiter:
    """A botocore waiter whose pauses pass on the virtual clock."""

    def __init__(self, waiter: Any, sleep: Callable[[float], None]) -> None:
        wait = inspect.unwrap(Waiter.wait)
        names = {**wait.__globals__, "time": types.SimpleNamespace(sleep=sleep)}
        self._waiter = waiter
        self._wait = types.FunctionType(wait.__code__, names, closure=wait.__closure__)

    def wait(self, **arguments: Any) -> None:
        """Wait as boto3 does; raises botocore's `WaiterError`."""
        self._wait(self._waiter, **arguments)
