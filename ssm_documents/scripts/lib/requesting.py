"""The run item before the run is registered: what was asked for, by whom.

The bot writes it before it starts the document; else `Register` does. What stands there already is
what was asked for: who completes a registration changes nothing of it.
"""

from collections.abc import Mapping
from typing import Any

from muster.engine.keys import run_key, runs_key
from muster.engine.new_run import new_run
from muster.engine.states import RUN_TERMINAL, RunState
from muster.engine.writes import Condition, absent, equals, free_or, put
from ssm_documents.scripts.lib.automation import started_by
from ssm_documents.scripts.lib.here import Here, RefusedError, now
from ssm_documents.scripts.lib.people import is_role, load_people, person_behind

HELD = ("hold", "held_by", "held_at", "held_why", "held_for")
OPERATED = ("operator", "operator_since")
ASKED = ("requested_at", "waves", "point_in_time", *HELD, *OPERATED)
BY_WHOM = ("requester", "door", "reason", "ticket")
REQUEST_TRIES = 8


def request(here: Here, plan: Mapping[str, Any]) -> None:
    """Write the run item, over what the bot or an earlier try has written.

    Raises `RefusedError` if another execution is registering the run, or it was cancelled.
    """
    arn = started_by(here.region, here.execution)
    tried = (_written(here, plan, arn) for _ in range(REQUEST_TRIES))
    values = next((each for each in tried if each), None)
    if values is None:
        raise RefusedError(f"run {here.run} {_how_it_stands(here)}")
    listed = {key: values[key] for key in ("run", "plan", "mode", "requested_at")}
    here.table.write(put(runs_key(values["requested_at"], here.run), listed))


def _written(here: Here, plan: Mapping[str, Any], arn: str) -> dict[str, Any]:
    """The item as it is written now; empty if people paused the run, or took it, meanwhile."""
    item = here.table.get(run_key(here.run))
    values = _wanted(here, plan, arn) | _known(here, item, arn)
    write = put(run_key(here.run), values, *_unchanged_request(here, item))
    return values if here.table.write(write) else {}


def _how_it_stands(here: Here) -> str:
    state = here.table.get(run_key(here.run)).get("state")
    return f"was {state}" if state in RUN_TERMINAL else "is being registered by another execution"


def _unchanged_request(here: Here, item: Mapping[str, Any]) -> tuple[Condition, ...]:
    """That nobody has written what stays since it was read."""
    if not item:
        return (free_or("execution", here.execution),)
    names = (*HELD, *OPERATED)
    same = (equals(name, item[name]) if name in item else absent(name) for name in names)
    return (equals("state", RunState.REQUESTED), *same)


def _known(here: Here, item: Mapping[str, Any], arn: str) -> dict[str, Any]:
    """What stays; names are believed if the bot, or an earlier execution, wrote them.

    The reconciler starts what the bot has written before it fell.
    """
    by_bot = any(is_role(arn, here.events[role]) for role in ("bot_role", "reconciler_role"))
    begun = bool(item.get("execution"))
    names = (*ASKED, *(BY_WHOM if by_bot or begun else ()), *(("requester_arn",) if begun else ()))
    return {name: item[name] for name in names if name in item}


def _wanted(here: Here, plan: Mapping[str, Any], arn: str) -> dict[str, Any]:
    events = here.events
    made = new_run(plan, run=here.run, digest=events["hash"], mode=events["mode"], at=now())
    return made | {
        "execution": here.execution,
        "requester": person_behind(load_people(here), arn),
        "requester_arn": arn,
        "door": "ssm",
        "waves": [name for name in events.get("waves") or [] if name],
        "reason": events.get("reason") or "",
        "ticket": events.get("ticket") or "",
        "point_in_time": events.get("point_in_time") or "",
        "account": here.account,
        "region": here.region,
    }
