"""Entry document: may this run get under way? Until then its execution sleeps.

An execution that sleeps does not count among those that Systems Manager runs at once (General
Reference, "Systems Manager endpoints and quotas": blocking actions), so any number may wait.
"""

from typing import Any

from muster.engine.keys import run_key
from muster.engine.states import RunState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.admission import admit
from ssm_documents.scripts.lib.here import Here, load_run, now, open_here
from ssm_documents.scripts.lib.waiting import note_waiting

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)
READY = frozenset({RunState.REGISTERED, RunState.APPROVING})


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Again` (yes: there is no room yet) and how long to `Pause` (ISO 8601)."""
    here = open_here(events)
    run = load_run(here)
    waits = run.state in READY and run.execution == here.execution and not admit(here, run)
    if waits:
        _beat(here)
        note_waiting(here)
    return {"Again": "yes", "Pause": "PT30S"} if waits else {"Again": "no", "Pause": "PT1S"}


def _beat(here: Here) -> None:
    """Say that the run has an execution: else people are called for a driver, and verbs start one.

    Two executions would be one too many: the first would go on although there is no room.
    """
    mine = equals("execution", here.execution)
    here.table.write(update(run_key(here.run), {"heartbeat": now()}, mine))
