"""A call takes effect, but its caller never hears of it: the connection closes."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, Occasions, occasions
from muster.embedded.aws.faults.operations import operation
from muster.embedded.aws.forms import Field
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import AnswerLost


class LostAnswer(Fault):
    """Loses the answer to calls of one operation."""

    def __init__(self, values: Mapping[str, Any], when: Occasions) -> None:
        self._operation = values["operation"]
        self._when = when

    def after(self, entry: Entry) -> None:
        """Lose it, if this call is meant and its turn has come."""
        if entry.name == self._operation and self._when.strike():
            raise AnswerLost(f"the answer to {entry.name} is lost, as the fault script says")


def _make(values: Mapping[str, Any], stage: Stage) -> Fault:
    return LostAnswer(values, occasions(values, stage.rng))


KIND = Kind(fields={"operation": Field(operation, required=True), **OCCASION_FIELDS}, make=_make)
