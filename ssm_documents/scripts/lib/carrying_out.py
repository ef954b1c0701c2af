"""What a verb asks for beside its writes: a new driver, an execution to stop."""

from uuid import NAMESPACE_URL, uuid5

from muster.engine.items import Run
from muster.engine.names import entry_document
from muster.engine.verbs.outcome import Outcome
from ssm_documents.scripts.lib.automation import how_it_ended, start_document, stop_execution
from ssm_documents.scripts.lib.here import Here


def has_no_execution(here: Here, run: Run) -> bool:
    """Whether nobody is left whom the run's item names as its execution."""
    return not run.execution or bool(how_it_ended(here.region, run.execution))


def carry_out(here: Here, run: Run, outcome: Outcome) -> None:
    """Do it, after the writes of the outcome."""
    if outcome.stop:
        stop_execution(here.region, outcome.stop)
    if outcome.start_driver:
        token = str(uuid5(NAMESPACE_URL, f"muster:{run.run}/driver/{here.execution}"))
        start_document(here.region, entry_document(run.plan, run.mode), token, run.run)
