"""How actions call AWS: by service and API name, failures told as the step's own."""

from collections.abc import Mapping
from typing import Any

from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError, UnknownServiceError

from muster.embedded.aws.automation.actions.action import StepRun
from muster.embedded.aws.automation.clients import is_throttle
from muster.embedded.aws.automation.failures import StepFailed
from muster.embedded.aws.automation.selectors import plain

_RETRY_EVERY = 5.0


def call(step: StepRun, service: str, api: str, arguments: Mapping[str, Any]) -> Any:
    """The answer of one AWS call, as JSON knows it. `StepFailed` with the error of AWS or the SDK.

    Throttled calls are repeated for `Settings.throttle_retry_seconds` (User Guide, "Configuring
    automatic retry for throttled operations").
    """
    give_up = step.run.now() + step.run.automation.settings.throttle_retry_seconds
    method = _method(step, service, api)
    while True:
        try:
            return plain(method(**arguments))
        except (ClientError, BotoCoreError) as error:
            if not is_throttle(error) or step.run.now() + _RETRY_EVERY > give_up:
                raise StepFailed(str(error), kind=_kind(error)) from error
        step.run.sleep(_RETRY_EVERY)


def _method(step: StepRun, service: str, api: str) -> Any:
    try:
        client = step.client(service)
    except UnknownServiceError as error:
        raise StepFailed(f"there is no service `{service}`", stage="InputValidation") from error
    operation = xform_name(api)
    if operation not in client.meta.method_to_api_mapping:
        raise StepFailed(f"service `{service}` has no API `{api}`", stage="InputValidation")
    return getattr(client, operation)


def _kind(error: Exception) -> str:
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return type(error).__name__
