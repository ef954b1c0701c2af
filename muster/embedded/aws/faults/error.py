"""Calls are answered with an error, and have no effect."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.operations import OPERATION
from muster.embedded.aws.forms import Field, text
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import AwsError

USUAL_MESSAGE = "refused, as the fault script says"


class Refused(Fault):
    """Answers calls of one operation with an error of one's choice."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._operation = values["operation"]
        self._error = (values["code"], values.get("message", USUAL_MESSAGE))
        self._when = occasions(values, stage.rng)

    def before(self, entry: Entry) -> None:
        """Refuse it, if this call is meant and its turn has come."""
        if entry.name == self._operation and self._when.strike():
            raise AwsError(*self._error)


KIND = Kind(
    says="Calls are answered with an error, and have no effect.",
    example="error: {operation: drs:StartRecovery, code: InternalServerException}",
    fields={
        "operation": OPERATION,
        "code": Field(
            text(r"[A-Za-z][A-Za-z0-9.]{0,127}", "an error code"),
            required=True,
            means="the error's code; one that the service models has its HTTP status",
        ),
        "message": Field(text(), means="its message"),
        **OCCASION_FIELDS,
    },
    make=Refused,
)
