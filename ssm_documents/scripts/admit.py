"""Entry document: may this run get under way? Until then its execution sleeps.

An execution that sleeps does not count among those that Systems Manager runs at once (General
Reference, "Systems Manager endpoints and quotas": blocking actions), so any number may wait.
"""

from typing import Any

from muster.engine.states import RunState
from ssm_documents.scripts.lib.admission import admit
from ssm_documents.scripts.lib.here import load_run, open_here
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
        note_waiting(here)
    return {"Again": "yes", "Pause": "PT30S"} if waits else {"Again": "no", "Pause": "PT1S"}
