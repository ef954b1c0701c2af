"""A call takes effect, but its caller never hears of it: the connection closes."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.operations import OPERATION
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import AnswerLost


class LostAnswer(Fault):
    """Loses the answer to calls of one operation."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._operation = values["operation"]
        self._when = occasions(values, stage.rng)

    def after(self, entry: Entry) -> None:
        """Lose it, if this call is meant and its turn has come."""
        if entry.name == self._operation and self._when.strike():
            raise AnswerLost(f"the answer to {entry.name} is lost, as the fault script says")


KIND = Kind(
    says="A call takes effect, but the connection closes before its answer.",
    example="lost-answer: {operation: drs:StartRecovery}",
    fields={"operation": OPERATION, **OCCASION_FIELDS},
    make=LostAnswer,
)
