"""What a verb asks for beside its writes: a new driver, an execution to stop."""

import time
from uuid import NAMESPACE_URL, uuid5

from muster.engine.items import Run
from muster.engine.names import entry_document
from muster.engine.verbs.outcome import Ask, Outcome
from ssm_documents.scripts.lib.automation import (
    UP_TO_GATE,
    execution_of,
    how_it_ended,
    start_document,
    stop_execution,
)
from ssm_documents.scripts.lib.here import Here, RefusedError
from ssm_documents.scripts.lib.record import ROW_TRIES, record, row_to_append
from ssm_documents.scripts.lib.tell import tell

GATE_STEP = "Approve"
LOOKS_AT_GATE = 6
GATE_WITHIN = 5
"""How soon, in seconds, one that is about to wait at its gate is looked at again."""


def has_no_execution(here: Here, run: Run) -> bool:
    """Whether nobody is left whom the run's item names as its execution."""
    return not run.execution or bool(how_it_ended(here.region, run.execution))


def act(here: Here, ask: Ask, outcome: Outcome, verb: str, on: str) -> dict[str, str]:
    """Carry a verb out and put it on record; gives the `Text` of what happened.

    `on`: the wave or server that it is about; empty for the run itself. Raises `RefusedError` with
    the reason if it is refused, or if the run has changed since it was looked at.
    """
    if outcome.refused:
        record(here, f"refused/{here.execution}", f"{verb} refused: {outcome.text}", who=ask.who)
        raise RefusedError(outcome.text)
    about = f"{verb} {on}" if on else verb
    said = f"{about}: {outcome.text}" + (f" ({ask.reason})" if ask.reason else "")
    fact = f"verb/{here.execution}"
    if outcome.writes and not write_with_row(here, outcome, fact, said, ask.who):
        raise RefusedError(f"the run changed at this moment; look at it and {verb} again")
    carry_out(here, ask.run, outcome)
    if not outcome.writes:  # a start is all there is to it: it comes first
        record(here, fact, said, who=ask.who)
    tell(here, "run changed", verb=verb)
    return {"Text": outcome.text}


def write_with_row(here: Here, outcome: Outcome, fact: str, said: str, who: str) -> bool:
    """The writes of the outcome and their row of the record: no act counts that is not on record.

    False if the run has changed since it was looked at; that others append rows is no such change.
    """
    for _ in range(ROW_TRIES):
        row = row_to_append(here, fact, said, who=who)
        if here.table.write(*outcome.writes, *((row,) if row else ())):
            return True
        if row is None or not here.table.get(row.key):
            return False
    return False


def carry_out(here: Here, run: Run, outcome: Outcome) -> None:
    """Do it, after the writes of the outcome."""
    if outcome.stop:
        _stop_at_gate(here, outcome.stop)
    if outcome.start_driver:
        token = str(uuid5(NAMESPACE_URL, f"muster:{run.run}/driver/{here.execution}"))
        start_document(here.region, entry_document(run.plan, run.mode), token, run.run)


def _stop_at_gate(here: Here, execution: str) -> None:
    """Stop what waits at its gate; past it, an execution sees by itself that its run ends.

    Only the step at the gate has an onCancel: stopped elsewhere, nobody would conclude the run.
    """
    for _ in range(LOOKS_AT_GATE):
        step = execution_of(here.region, execution).get("CurrentStepName")
        if step == GATE_STEP:
            stop_execution(here.region, execution)
        if step == GATE_STEP or step not in UP_TO_GATE:
            return
        time.sleep(GATE_WITHIN)
