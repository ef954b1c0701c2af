"""The tables of transitions, and with them the diagrams of the documentation, are what happens."""

import re

from stage import APPROVER, Stage, two_waves

from muster.engine.states import RUN_TRANSITIONS, WAVE_TRANSITIONS, RunState, WaveState

APP = "s-57e730f6102e1f793"
ONE_FAILS = f"faults: [{{launch-failure: {{server: {APP}, reason: no capacity, times: 1}}}}]"
GATE = 'approval: {in: [drill], from: "@dr-approvers", expires: 10m}'
HOOK = "run: [{runbook: check-licences, in: [drill]}]"
CHECKPOINT = f"health: [ec2-status]\n  - wave: last\n    needs: [second]\n    {HOOK}"
KINDS = {"RUN": (RUN_TRANSITIONS, RunState), "WAVE": (WAVE_TRANSITIONS, WaveState)}


def writes_of(entry):
    """(key, new state) of every item that a call gave a state."""
    params = entry.params
    parts = [next(iter(part.values())) for part in params.get("TransactItems", [])] or [params]
    for part in parts:
        item = part.get("Item") or part.get("Key") or {}
        yield (item.get("pk", {}).get("S", ""), item.get("sk", {}).get("S", "")), _state(part)


def _state(part):
    if "Item" in part:
        return part["Item"].get("state", {}).get("S")
    names = {name: place for place, name in part.get("ExpressionAttributeNames", {}).items()}
    place = re.escape(names.get("state", "none"))
    found = re.search(rf"SET .*?{place} = (:v\d+)", part.get("UpdateExpression", ""))
    return part["ExpressionAttributeValues"][found[1]]["S"] if found else None


def transitions(journal):
    """(kind, before, after) of every change of a run's or a wave's state."""
    known = {}
    for entry in journal:
        if entry.service != "dynamodb" or entry.code != "OK":
            continue
        for (partition, sort), state in writes_of(entry):
            kind = sort.partition("#")[0]
            if partition.startswith("RUN#") and kind in KINDS and state:
                before, known[partition, sort] = known.get((partition, sort)), state
                yield from [(kind, before, state)] if before not in (None, state) else []


def a_run_with_a_failure_a_gate_a_cancel_and_a_restart():
    plan = two_waves(second=f"{GATE}\n    {CHECKPOINT}")
    with Stage(plan=plan, faults=ONE_FAILS, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")
        stage.do("retry", run)
        stage.until_wave(run, "first", "recovering")
        stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        stage.until_ended(run)
        stage.do("restart", run)
        stage.until_wave(run, "second", "approving")
        stage.do("decide", run, APPROVER, Decision="approve")
        stage.until_run(run, "succeeded")
        return set(transitions(stage.world.journal))


def test_a_state_becomes_only_what_the_table_says():
    seen = a_run_with_a_failure_a_gate_a_cancel_and_a_restart()

    assert ("RUN", "running", "deciding") in seen
    assert ("WAVE", "failed", "pending") in seen
    unknown = {(k, b, a) for k, b, a in seen if a not in KINDS[k][0][KINDS[k][1](b)]}
    assert unknown == set()
