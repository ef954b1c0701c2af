"""aws:invokeLambdaFunction (User Guide, same name): invoke a function, five minutes at most."""

import json
from typing import Any

from muster.embedded.aws.automation.actions.action import MINUTE, Action, Outcome, StepRun
from muster.embedded.aws.automation.actions.api import call
from muster.embedded.aws.automation.failures import StepFailed

LONGEST_PAYLOAD = 200 * 1024
_PASSED_ON = ("FunctionName", "Qualifier", "InvocationType", "LogType", "ClientContext")


def run(step: StepRun) -> Outcome:
    """Invoke. An error of the function fails the step (unverified), as does one of Lambda."""
    answer = call(step, "lambda", "Invoke", _request(step))
    payload = answer.get("Payload", "")
    if answer.get("FunctionError"):
        raise StepFailed(f"The function failed: {payload}", kind=str(answer["FunctionError"]))
    if len(payload) > LONGEST_PAYLOAD:
        raise StepFailed(f"the function's answer has {len(payload)} bytes, over 200 KB")
    status = str(answer.get("StatusCode", ""))
    outputs = {"StatusCode": status, "Payload": payload, "LogResult": answer.get("LogResult", "")}
    return Outcome(
        {**outputs, "FunctionError": ""}, answer=_readable(payload), response_code=status
    )


def _request(step: StepRun) -> dict[str, Any]:
    request = {name: step.inputs[name] for name in _PASSED_ON if name in step.inputs}
    if "InputPayload" in step.inputs:
        request["Payload"] = json.dumps(step.inputs["InputPayload"])
    elif "Payload" in step.inputs:
        payload = step.inputs["Payload"]
        request["Payload"] = payload if isinstance(payload, str) else json.dumps(payload)
    return request


def _readable(payload: str) -> dict[str, Any]:
    """What selectors see: the payload's own members, and all of it as `Payload`."""
    try:
        content = json.loads(payload)
    except ValueError:
        content = payload
    members = content if isinstance(content, dict) else {}
    return {**members, "Payload": content}


ACTION = Action(
    name="aws:invokeLambdaFunction",
    run=run,
    required=frozenset({"FunctionName"}),
    optional=frozenset({*_PASSED_ON, "InputPayload", "Payload"}),
    outputs=frozenset({"StatusCode", "FunctionError", "LogResult", "Payload"}),
    timeout=5 * MINUTE,
    longest=5 * MINUTE,
)
