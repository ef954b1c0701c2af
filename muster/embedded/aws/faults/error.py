"""Calls are answered with an error, and have no effect."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, Occasions, occasions
from muster.embedded.aws.faults.operations import operation
from muster.embedded.aws.forms import Field, text
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import AwsError

USUAL_MESSAGE = "refused, as the fault script says"


class Refused(Fault):
    """Answers calls of one operation with an error of one's choice."""

    def __init__(self, values: Mapping[str, Any], when: Occasions) -> None:
        self._operation = values["operation"]
        self._error = (values["code"], values.get("message", USUAL_MESSAGE))
        self._when = when

    def before(self, entry: Entry) -> None:
        """Refuse it, if this call is meant and its turn has come."""
        if entry.name == self._operation and self._when.strike():
            raise AwsError(*self._error)


def _make(values: Mapping[str, Any], stage: Stage) -> Fault:
    return Refused(values, occasions(values, stage.rng))


KIND = Kind(
    fields={
        "operation": Field(operation, required=True),
        "code": Field(text(r"[A-Za-z][A-Za-z0-9.]{0,127}", "an error code"), required=True),
        "message": Field(text()),
        **OCCASION_FIELDS,
    },
    make=_make,
)
