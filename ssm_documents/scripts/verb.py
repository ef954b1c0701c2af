"""Pack documents: one verb on one run, by whoever started this execution."""

from typing import Any

from muster.engine.cleaning import has_begun
from muster.engine.items import Run
from muster.engine.keys import cleanup_key, plan_current_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.verbs.outcome import Ask
from muster.engine.verbs.table import VERBS
from ssm_documents.scripts.lib.automation import started_by
from ssm_documents.scripts.lib.carrying_out import act, has_no_execution
from ssm_documents.scripts.lib.here import Here, load_run, load_waves, now, open_here
from ssm_documents.scripts.lib.people import load_people, person_behind

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "events:PutEvents",
    "ssm:AddTagsToResource",
    "ssm:GetAutomationExecution",
    "ssm:StartAutomationExecution",
    "ssm:StopAutomationExecution",
)


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give the `Text` of what happened; raises with the reason if it is refused."""
    here = open_here(events)
    run = load_run(here)
    who = person_behind(load_people(here), started_by(here.region, here.execution))
    reason = str(events.get("reason") or "")
    verb, ask = str(events["verb"]), _asked(here, run, who, reason)
    return act(here, ask, VERBS[verb](ask), verb, here.wave)


def _asked(here: Here, run: Run, who: str, reason: str) -> Ask:
    return Ask(
        run,
        load_waves(here),
        who,
        now(),
        here.wave,
        reason,
        entry_ended=run.state not in RUN_TERMINAL and has_no_execution(here, run),
        cleaned_up=has_begun(here.table.get(cleanup_key(run.run))),
        published=str(here.table.get(plan_current_key(run.plan)).get("hash") or ""),
    )
