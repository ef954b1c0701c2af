"""Pack documents: one verb on one run, by whoever started this execution."""

from typing import Any

from muster.engine.cleaning import has_begun
from muster.engine.items import Run
from muster.engine.keys import cleanup_key, plan_current_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.verbs.outcome import Ask
from muster.engine.verbs.table import VERBS
from ssm_documents.scripts.lib.automation import started_by
from ssm_documents.scripts.lib.carrying_out import (
    carry_out,
    has_no_execution,
    write_with_row,
)
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_waves,
    now,
    open_here,
)
from ssm_documents.scripts.lib.people import load_people, person_behind
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import tell

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
    verb = str(events["verb"])
    outcome = VERBS[verb](_asked(here, run, who, reason))
    if outcome.refused:
        record(here, f"refused/{here.execution}", f"{verb} refused: {outcome.text}", who=who)
        raise RefusedError(outcome.text)
    fact = f"verb/{here.execution}"
    said = f"{verb}{' ' + here.wave if here.wave else ''}: {outcome.text}"
    said += f" ({reason})" if reason else ""
    if outcome.writes and not write_with_row(here, outcome, fact, said, who):
        raise RefusedError(f"the run changed at this moment; look at it and {verb} again")
    carry_out(here, run, outcome)
    if not outcome.writes:  # a start is all there is to it: it comes first
        record(here, fact, said, who=who)
    tell(here, "run changed", verb=verb)
    return {"Text": outcome.text}


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
