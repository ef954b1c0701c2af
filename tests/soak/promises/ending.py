"""What is promised of a run's end: that it comes, is true, and leaves nothing behind."""

from soak.places import NEIGHBOURS
from soak.promises.looking import (
    Words,
    executions,
    ids,
    jobs_of,
    was_killed,
    waves_of,
    with_status,
)
from stage import ENDED

from muster.embedded.aws.automation.execution import Status

DONE = frozenset({"succeeded", "skipped"})
BAD_ENDS = frozenset({"failed", "cancelled", "lost", "rejected", "expired"})


def every_run_ends(story) -> Words:
    """Every run comes to an end, and retrying succeeds once nothing goes wrong any more."""
    if not story.in_time:
        yield f"after {story.took:.0f} s: {[_told(story, team.run) for team in story.teams]}"
    for team in story.teams:
        run = story.stage.run(team.run)
        if run.get("state") not in _wanted(story, team, run):
            yield f"run {team.run} is {run.get('state')}: {run.get('verdict')}"


def _wanted(story, team, run):
    if team.yields:
        return ENDED
    accepted = any(_is_accepted(wave) for wave in waves_of(story, team.run))
    return {"aborted" if run.get("abort") else "failed" if accepted else "succeeded"}


def _is_accepted(wave):
    """Whether the plan said beforehand that the rest goes on without it."""
    return wave["state"] == "failed" and wave["spec"].get("then") == "continue"


def the_end_is_true(story) -> Words:
    """A run's end says what became of its waves, and a wave's end what became of its servers.

    One that is cancelled when all of them are done is cancelled all the same.
    """
    for team in story.teams:
        run, waves = story.stage.run(team.run), waves_of(story, team.run)
        done = waves and all(wave["state"] in DONE for wave in waves)
        late = done and run.get("state") == "cancelled"
        if not late and (run.get("state") == "succeeded") != bool(done and not run.get("abort")):
            yield f"run is {run.get('state')}, waves are {[w['state'] for w in waves]}"
        for wave in waves if run.get("started_at") else ():
            yield from _untrue(story, team.run, wave)


def _untrue(story, run, wave):
    servers = story.stage.items(f"RUN#{run}", f"SRV#{wave['wave']}#")
    launched = {s for job in jobs_of(story, run) for s in with_status(job, "LAUNCHED")}
    said = {server["server"] for server in servers if server["state"] == "launched"}
    if said - launched:
        yield f"wave {wave['wave']} says launched, DRS does not: {sorted(said - launched)}"
    if wave["state"] == "succeeded" and (launched & ids(servers)) - said:
        yield f"wave {wave['wave']} forgot {sorted((launched & ids(servers)) - said)}"
    missing = [s for s in servers if s["state"] != "launched" and s.get("weight") != "optional"]
    if wave["state"] == "succeeded" and len(missing) > _tolerated(wave, len(servers)):
        yield f"wave {wave['wave']} succeeded without {[s['server'] for s in missing]}"
    if wave["state"] not in DONE | BAD_ENDS:
        yield f"wave {wave['wave']} is {wave['state']} although its run has ended"


def _tolerated(wave, total):
    allowed = str(wave["spec"].get("tolerate") or 0)
    return total * int(allowed[:-1]) // 100 if allowed.endswith("%") else int(allowed)


def ssm_agrees(story) -> Words:
    """The last entry execution that was not killed shows Success for success, else Failed.

    One that waited at the gate of a run that was cancelled was stopped: it shows Cancelled.
    """
    for team in story.teams:
        state = story.stage.run(team.run).get("state")
        entries = [e for e in executions(story) if _is_entry_of(e, team)]
        last = max(entries, key=lambda e: e.started, default=None)
        if last is None or was_killed(story, last):
            continue
        stopped = {Status.CANCELLED} if state == "cancelled" else set()
        if last.status not in {Status.SUCCESS if state == "succeeded" else Status.FAILED} | stopped:
            yield f"run is {state}, its execution {last.execution_id} is {last.status}"


def _is_entry_of(execution, team):
    named = execution.parameters.get("RunId") or execution.execution_id
    run = named[0] if isinstance(named, list) else named
    return execution.document.name == team.document and run == team.run


def nothing_is_left_running(story) -> Words:
    """When a run has ended, no execution of its documents goes on and every intent is settled."""
    for execution in executions(story):
        if not execution.over:
            yield f"{execution.document.name} {execution.execution_id} is {execution.status}"
    for team in story.teams:
        waves = {w["wave"]: w["state"] for w in waves_of(story, team.run)}
        for intent in story.stage.items(f"RUN#{team.run}", "INTENT#"):
            if intent["state"] in ("open", "placed") and waves[intent["wave"]] == "succeeded":
                yield f"intent {intent['intent']} of {intent['wave']} is {intent['state']}"


def locks_are_given_back(story) -> Words:
    """A lock that is left names a run that is over; nobody has to wait for it."""
    plans = {f"PLAN#{story.stage.run(team.run).get('plan')}" for team in story.teams}
    servers = {f"SERVER#{server}" for server in (*story.case.servers, *NEIGHBOURS)}
    for key in sorted(plans | servers):
        holder = str(story.stage.item(key, "LOCK").get("run") or "")
        state = story.stage.run(holder).get("state") if holder else ""
        if holder and state and state not in ENDED:
            yield f"{key} is held by {holder}, which is {state}"


def _told(story, run):
    item = story.stage.run(run)
    waves = {w["wave"]: (w["state"], w.get("waits_for")) for w in waves_of(story, run)}
    return f"{item.get('state')} {item.get('hold')} {waves}"
