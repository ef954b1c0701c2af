"""AWS Lambda as far as hooks need it: the inventory's functions, invoked in the process.

A function "works" its time on the virtual clock if a task waits for it (a runbook's step); nobody
else can wait, so it answers at once. AWS Lambda API Reference, Invoke; "Lambda function errors".
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from muster.embedded.aws.context import Context, FunctionFailure
from muster.embedded.aws.kit import AwsError, Call, Service
from muster.embedded.aws.seeds import Function


@dataclass(frozen=True)
class Invocation:
    """One call of a function: when it began (epoch seconds, UTC), with what, how it ended."""

    at: float
    function: str
    principal: str
    payload: Any
    failed: bool


@dataclass
class Functions:
    """The functions of a world and everything that was asked of them, in order."""

    world: Context
    known: Mapping[str, Function]
    invocations: list[Invocation] = field(default_factory=list)

    def service(self) -> Service:
        """Invoke is ours; moto keeps whatever else there is of functions."""
        return Service(name="lambda", handlers={"Invoke": self._invoke}, rest_to_moto=True)

    def _invoke(self, call: Call) -> dict[str, Any]:
        function = self._find(call)
        payload = _payload(call)
        kind = call.params.get("InvocationType", "RequestResponse")
        if kind == "DryRun":
            return {"StatusCode": 204}
        failure = self.world.faults.function_failure(function.name) or _own_failure(function)
        self._note(call, function, payload, failed=failure is not None)
        if kind == "Event":
            return {"StatusCode": 202}
        if self.world.clock.in_task():
            self.world.clock.sleep(_working_time(function, failure))
        return _answer(function, failure)

    def _find(self, call: Call) -> Function:
        name = call.params["FunctionName"].removeprefix("function:")
        short = name.partition(":function:")[2] or name
        short = short.split(":")[0]  # a version or an alias behind the name: there is one version
        if short not in self.known:
            arn = f"arn:aws:lambda:{call.region}:{call.account}:function:{short}"
            raise AwsError("ResourceNotFoundException", f"Function not found: {arn}", Type="User")
        return self.known[short]

    def _note(self, call: Call, function: Function, payload: Any, *, failed: bool) -> None:
        self.invocations.append(
            Invocation(
                at=self.world.clock.now(),
                function=function.name,
                principal=call.principal.arn,
                payload=payload,
                failed=failed,
            )
        )


def _payload(call: Call) -> Any:
    body = call.params.get("Payload", b"")
    try:
        return json.loads(body) if body else None
    except ValueError as error:
        text = f"Could not parse request body into json: {error}"
        raise AwsError("InvalidRequestContentException", text, Type="User") from error


def _own_failure(function: Function) -> FunctionFailure | None:
    """As the inventory says."""
    return None if function.fails is None else FunctionFailure("Exception", function.fails)


def _working_time(function: Function, failure: FunctionFailure | None) -> float:
    given = failure.takes if failure is not None else None
    return function.takes if given is None else given


def _answer(function: Function, failure: FunctionFailure | None) -> dict[str, Any]:
    if failure is None:
        return {
            "StatusCode": 200,
            "ExecutedVersion": "$LATEST",
            "Payload": json.dumps(function.returns).encode(),
        }
    error = {"errorMessage": failure.message, "errorType": failure.error_type, "stackTrace": []}
    return {
        "StatusCode": 200,
        "ExecutedVersion": "$LATEST",
        "FunctionError": "Unhandled",
        "Payload": json.dumps(error).encode(),
    }
