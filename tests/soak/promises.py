"""What must be true of every story, whatever went wrong in it: one function a promise.

Each gives what contradicts it, in words; nothing, if it was kept. What is assumed of visibility: a
job of DRS is listed within two minutes of the call that made it. The servers of one that appeared
later than an intent lives (180 s) could be launched twice.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from soak.people import targets
from soak.play import Story

from muster.embedded.aws.automation.execution import Execution, Status
from muster.engine.names import TAG_RUN

DONE = frozenset({"succeeded", "skipped"})
TERMINAL = frozenset({"succeeded", "failed", "aborted", "cancelled", "rejected", "expired"})
Words = Iterator[str]


def no_launch_before_its_needs(story: Story) -> Words:
    """No server is launched before everything that its wave needs succeeded or was skipped."""
    for launch in story.witness.launches:
        if launch.unready:
            yield f"wave {launch.wave} launched {launch.servers} while {launch.unready}"


def no_server_twice_in_an_attempt(story: Story) -> Words:
    """No server is launched twice in one attempt of its wave."""
    seen = Counter(
        (launch.run, launch.wave, launch.attempt, server)
        for launch in story.witness.launches
        for server in launch.servers
    )
    yield from (f"{key} launched {count} times" for key, count in seen.items() if count > 1)


def nothing_recovered_is_launched_again(story: Story) -> Words:
    """What a run has recovered it never launches again."""
    for team in story.teams:
        seen = [s for job in _jobs(story, team.run) for s in _with_status(job, "LAUNCHED")]
        yield from (f"{s} recovered {n} times" for s, n in Counter(seen).items() if n > 1)


def quotas_hold(story: Story) -> Words:
    """No job exceeds a quota of DRS at any moment, and none of the usual ones is ever tried."""
    for target in targets(story.stage):
        yield from _over_quota(target)
    refused = story.stage.world.journal.errors["drs:StartRecovery", "ServiceQuotaExceededException"]
    if refused and not story.case.has_small_quotas:
        yield f"{refused} launches over the usual quotas were tried"


def _over_quota(target):
    jobs = sorted(target.jobs.values(), key=lambda job: job.created)
    for job in jobs:
        active = [j for j in jobs if j.created <= job.created < (j.ended or float("inf"))]
        busy = Counter(server for j in active for server in j.participants)
        if len(active) > target.quotas.jobs_in_progress.limit:
            yield f"{len(active)} jobs at once"
        if busy.total() > target.quotas.servers_in_all_jobs.limit or max(busy.values()) > 1:
            yield f"servers in jobs at once: {busy}"


def every_run_ends(story: Story) -> Words:
    """Every run comes to an end, and retrying succeeds once nothing goes wrong any more."""
    if not story.in_time:
        yield f"after {story.took:.0f} s: {[_told(story, team.run) for team in story.teams]}"
    for team in story.teams:
        run = story.stage.run(team.run)
        accepted = any(_is_accepted(wave) for wave in _waves(story, team.run))
        wanted = "aborted" if run.get("abort") else "failed" if accepted else "succeeded"
        if run.get("state") != wanted:
            yield f"run {team.run} is {run.get('state')}: {run.get('verdict')}"


def the_end_is_true(story: Story) -> Words:
    """A run's end says what became of its waves, and a wave's end what became of its servers."""
    for team in story.teams:
        run, waves = story.stage.run(team.run), _waves(story, team.run)
        done = waves and all(wave["state"] in DONE for wave in waves)
        if (run.get("state") == "succeeded") != bool(done and not run.get("abort")):
            yield f"run is {run.get('state')}, waves are {[w['state'] for w in waves]}"
        for wave in waves if run.get("started_at") else ():
            yield from _untrue(story, team.run, wave)


def _untrue(story, run, wave):
    servers = story.stage.items(f"RUN#{run}", f"SRV#{wave['wave']}#")
    launched = {s for job in _jobs(story, run) for s in _with_status(job, "LAUNCHED")}
    said = {server["server"] for server in servers if server["state"] == "launched"}
    if said - launched:
        yield f"wave {wave['wave']} says launched, DRS does not: {sorted(said - launched)}"
    if wave["state"] == "succeeded" and (launched & _ids(servers)) - said:
        yield f"wave {wave['wave']} forgot {sorted((launched & _ids(servers)) - said)}"
    missing = [s for s in servers if s["state"] != "launched" and s.get("weight") != "optional"]
    if wave["state"] == "succeeded" and len(missing) > _tolerated(wave, len(servers)):
        yield f"wave {wave['wave']} succeeded without {[s['server'] for s in missing]}"
    if wave["state"] not in DONE | {"failed", "cancelled", "lost", "rejected", "expired"}:
        yield f"wave {wave['wave']} is {wave['state']} although its run has ended"


def ssm_agrees(story: Story) -> Words:
    """The last entry execution that was not killed shows Success for success, else Failed."""
    for team in story.teams:
        state = story.stage.run(team.run).get("state")
        entries = [e for e in _executions(story) if _is_entry_of(e, team)]
        last = max(entries, key=lambda e: e.started, default=None)
        if last is None or _was_killed(story, last):
            continue
        wanted = Status.SUCCESS if state == "succeeded" else Status.FAILED
        if last.status is not wanted:
            yield f"run is {state}, its execution {last.execution_id} is {last.status}"


def nothing_is_left_running(story: Story) -> Words:
    """When a run has ended, no execution of its documents goes on and every intent is settled."""
    for execution in _executions(story):
        if not execution.over:
            yield f"{execution.document.name} {execution.execution_id} is {execution.status}"
    for team in story.teams:
        waves = {w["wave"]: w["state"] for w in _waves(story, team.run)}
        for intent in story.stage.items(f"RUN#{team.run}", "INTENT#"):
            if intent["state"] in ("open", "placed") and waves[intent["wave"]] == "succeeded":
                yield f"intent {intent['intent']} of {intent['wave']} is {intent['state']}"


def locks_are_given_back(story: Story) -> Words:
    """A lock that is left names a run that is over; nobody has to wait for it."""
    keys = ["PLAN#soak", *(f"SERVER#{server}" for server in story.case.servers)]
    for key in keys:
        holder = str(story.stage.item(key, "LOCK").get("run") or "")
        state = story.stage.run(holder).get("state") if holder else ""
        if holder and state and state not in TERMINAL:
            yield f"{key} is held by {holder}, which is {state}"


def nothing_of_others_is_touched(story: Story) -> Words:
    """Instances of nobody's plan live on, and every job of a run has its own servers only."""
    here = targets(story.stage)[0]
    for server, instance in story.strangers.items():
        if instance not in here.instances or _ec2_state(story, instance) != "running":
            yield f"{instance} of {server} is gone"
    for team in story.teams:
        own = _ids(story.stage.items(f"RUN#{team.run}", "SRV#"))
        for job in _jobs(story, team.run):
            if set(job.participants) - own:
                yield f"{job.id} has servers of others: {sorted(set(job.participants) - own)}"
    by_muster = [entry for entry in story.witness.terminated if "assumed-role/muster" in entry[0]]
    yield from (f"terminated during a run: {entry}" for entry in by_muster)


PROMISES: Mapping[str, Callable[[Story], Words]] = {
    promise.__name__: promise
    for promise in (
        no_launch_before_its_needs,
        no_server_twice_in_an_attempt,
        nothing_recovered_is_launched_again,
        quotas_hold,
        every_run_ends,
        the_end_is_true,
        ssm_agrees,
        nothing_is_left_running,
        locks_are_given_back,
        nothing_of_others_is_touched,
    )
}


def broken(story: Story) -> list[str]:
    """What was not kept, a line for each contradiction."""
    return [f"{name}: {words}" for name, keep in PROMISES.items() for words in keep(story)]


def _jobs(story, run):
    jobs = [job for target in targets(story.stage) for job in target.jobs.values()]
    return [job for job in jobs if run and job.tags.get(TAG_RUN) == run]


def _with_status(job, status):
    return [s for s, one in job.participants.items() if one.launch_status == status]


def _waves(story, run):
    return story.stage.items(f"RUN#{run}", "WAVE#")


def _is_accepted(wave):
    """Whether the plan said beforehand that the rest goes on without it."""
    return wave["state"] == "failed" and wave["spec"].get("then") == "continue"


def _ids(servers):
    return {server["server"] for server in servers}


def _tolerated(wave, total):
    allowed = str(wave["spec"].get("tolerate") or 0)
    return total * int(allowed[:-1]) // 100 if allowed.endswith("%") else int(allowed)


def _executions(story) -> list[Execution]:
    ledger = story.stage.world.parts.automation.ledger("123456789012", "us-west-2")
    ours = (run.execution for run in ledger.runs.values())
    return [execution for execution in ours if execution.document.name.startswith("muster-")]


def _is_entry_of(execution, team):
    named = execution.parameters.get("RunId") or execution.execution_id
    run = named[0] if isinstance(named, list) else named
    return execution.document.name == team.document and run == team.run


def _was_killed(story, execution):
    ledger = story.stage.world.parts.automation.ledger("123456789012", "us-west-2")
    return ledger.runs[execution.execution_id].lost


def _ec2_state(story, instance):
    ec2 = story.stage.client("ec2")
    found = ec2.describe_instances(InstanceIds=[instance])["Reservations"]
    return found[0]["Instances"][0]["State"]["Name"]


def _told(story, run):
    item = story.stage.run(run)
    waves = {w["wave"]: (w["state"], w.get("waits_for")) for w in _waves(story, run)}
    return f"{item.get('state')} {item.get('hold')} {waves}"
