"""Whole runs whose every call is to be allowed: the more they do, the less a policy can hide."""

import json
from collections.abc import Iterator

from policies.asked import Request, Translator
from stage import (
    ACCOUNT,
    APPROVER,
    BREAK_GLASS,
    REGION,
    ROOT,
    TEMPLATES,
    Stage,
    two_waves,
)

APP = "s-57e730f6102e1f793"
TAGGED = (
    (TEMPLATES / "inventories" / "sample.yaml")
    .read_text()
    .replace("tags: {", 'tags: {"muster:recover": "yes", ')
)
ONE_FAILS = f"faults: [{{launch-failure: {{server: {APP}, reason: no capacity, times: 1}}}}]"
OUT_OF_SIGHT = "s-559fc088ae71428c9"
"""A server that has no recovery point when it is asked."""


def recovery_with_hooks_and_two_gates(stage):
    run = stage.start("muster-recover-payments", Reason="a test")
    for gate in ("run", "applications"):
        stage.until(lambda gate=gate: _is_open(stage, run, gate))
        stage.do("decide", run, APPROVER, Decision="approve", Gate=gate)
    stage.until(lambda: _is_open(stage, run, "switch-traffic"))
    stage.do("decide", run, BREAK_GLASS, Decision="approve")
    execution = stage.wave(run, "switch-traffic")["owner"]
    stage.signal(execution, "Approve", BREAK_GLASS)
    stage.until_run(run)
    assert stage.run(run)["state"] == "succeeded", stage.run(run)["verdict"]


def drill_with_failure_retry_pause_cancel_restart_and_cleanup(stage):
    run = stage.drill(Reason="a test", PointInTime="latest-snapshot")
    stage.until_run(run, "deciding")
    stage.do("pause", run)
    stage.do("resume", run)
    stage.do("retry", run)
    stage.until_wave(run, "second", "recovering")
    stage.do("cancel", run)
    stage.until_run(run, "cancelled")
    stage.until_ended(run)
    stage.pass_time(900)
    stage.do("restart", run)
    stage.until_run(run, "succeeded")
    assert stage.do("cleanup", run).startswith("no drill instance")


def run_cancelled_at_a_gate(stage):
    run = stage.drill()
    stage.until(lambda: _is_open(stage, run, "first"))
    stage.do("cancel", run)
    stage.until_run(run, "cancelled")
    stage.until_ended(run)


PLAYS = (
    (recovery_with_hooks_and_two_gates, {"inventory": TAGGED, "quick": True}),
    (
        drill_with_failure_retry_pause_cancel_restart_and_cleanup,
        {"inventory": TAGGED, "quick": True, "plan": two_waves(), "faults": ONE_FAILS},
    ),
    (
        run_cancelled_at_a_gate,
        {
            "inventory": TAGGED,
            "quick": True,
            "plan": two_waves(
                first="approval: {in: [drill], from: '@dr-approvers', count: 1, expires: 1h}"
            ),
        },
    ),
)


def asked_of_iam() -> list[Request]:
    """Every distinct question that all plays put to IAM."""
    found: dict[str, Request] = {}
    for play, settings in PLAYS:
        with Stage(**settings) as stage:
            play(stage)
            for request in requests_of(stage):
                found.setdefault(json.dumps(request.as_json(), sort_keys=True), request)
    return list(found.values())


def requests_of(stage: Stage) -> Iterator[Request]:
    """What IAM would have been asked in this world."""
    calls = list(stage.world.journal)
    translator = Translator(_server_tags(stage), _instance_tags(stage), _roles(stage))
    for entry in calls:
        yield from translator.requests(entry)


def _is_open(stage, run, gate):
    gates = stage.items(f"RUN#{run}", f"GATE#{gate}#")
    return any(item["state"] == "open" for item in gates)


def _server_tags(stage):
    listed = stage.client("drs").describe_source_servers(filters={})["items"]
    return {server["sourceServerID"]: server["tags"] for server in listed}


def _instance_tags(stage):
    reservations = stage.client("ec2").describe_instances()["Reservations"]
    found = [instance for each in reservations for instance in each["Instances"]]
    return {i["InstanceId"]: {t["Key"]: t["Value"] for t in i.get("Tags") or ()} for i in found}


def _roles(stage):
    import yaml

    ssm = stage.client("ssm")
    names = {
        entry.params["Name"]
        for entry in stage.calls("ssm:CreateDocument")
        if entry.code == "OK" and entry.params["Name"].startswith("muster-")
    }
    texts = {name: ssm.get_document(Name=name)["Content"] for name in names}
    return {name: yaml.safe_load(text).get("assumeRole", "") for name, text in texts.items()}


__all__ = ["ACCOUNT", "PLAYS", "REGION", "ROOT", "asked_of_iam", "requests_of"]
