"""A Lambda function fails."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.context import FunctionFailure
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.forms import Field, choice, seconds, text

USUAL_MESSAGE = "it failed, as the fault script says"
USUAL_TIMEOUT = 3.0


class FailedFunction(Fault):
    """Fails invocations of one function, or of any."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._when = occasions(values, stage.rng)

    def function_failure(self, name: str) -> FunctionFailure | None:
        """The failure, if this invocation is meant and its turn has come."""
        meant = self._values.get("name", name) == name
        return self._failure() if meant and self._when.strike() else None

    def _failure(self) -> FunctionFailure:
        takes = self._values.get("after")
        if self._values.get("how") != "timeout":
            return FunctionFailure("Exception", self._values.get("message", USUAL_MESSAGE), takes)
        limit = USUAL_TIMEOUT if takes is None else float(takes)
        text_ = f"Task timed out after {limit:.2f} seconds"
        return FunctionFailure("Sandbox.Timedout", self._values.get("message", text_), limit)


KIND = Kind(
    says="A Lambda function fails or runs out of time: Invoke answers with a FunctionError.",
    example="function: {name: point-dns-at-recovery, how: timeout, after: 15m}",
    fields={
        "name": Field(
            text(r"[\w\-]{1,64}", "the name of a function"), means="this one; usually any"
        ),
        "how": Field(choice("error", "timeout"), means="`error` (usual) or `timeout`"),
        "message": Field(text(), means="its `errorMessage`"),
        "after": Field(
            seconds, means="so long after it began; usually the function's own time, or its 3 s"
        ),
        **OCCASION_FIELDS,
    },
    make=FailedFunction,
)
