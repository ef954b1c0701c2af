"""What is done whose every call must be allowed: the more is done, the less a policy can hide.

Each play acts, and gives the stage on which it did.
"""

import json
from contextlib import contextmanager
from functools import cache

import yaml
from policies.asked import Request, Translator
from policies.playing import everywhere
from policies.plays_of_functions import consumer, reconciler, team_with_the_bot
from policies.plays_of_people import people_at_the_console, people_with_the_command_line, publisher
from policies.plays_of_runs import (
    drill_cancelled_at_a_gate,
    drill_in_two_accounts,
    drill_that_asks_the_instances,
    drill_with_all_that_may_happen_to_it,
    recovery_with_hooks_and_gates,
)
from stage import ACCOUNT, REGION

from muster.embedded.aws.automation.service import automation_of

PLAYS = (
    recovery_with_hooks_and_gates,
    drill_with_all_that_may_happen_to_it,
    drill_that_asks_the_instances,
    drill_in_two_accounts,
    drill_cancelled_at_a_gate,
    people_with_the_command_line,
    people_at_the_console,
    publisher,
    team_with_the_bot,
    consumer,
    reconciler,
)


@cache
def asked_of_iam() -> list[Request]:
    """Every distinct question that all plays put to IAM."""
    found: dict[str, Request] = {}
    for play in PLAYS:
        with contextmanager(play)() as stage:
            for request in requests_of(stage):
                found.setdefault(json.dumps(request.as_json(), sort_keys=True), request)
    return list(found.values())


def requests_of(stage):
    """What IAM would have been asked in this world."""
    calls = list(stage.world.journal)
    tags = (_server_tags(stage), _instance_tags(stage), _tags_from_the_start(stage, calls))
    translator = Translator(*tags, _roles(stage))
    for entry in calls:
        yield from translator.requests(entry)


def _server_tags(stage):
    asked = [drs.describe_source_servers(filters={})["items"] for drs in everywhere(stage, "drs")]
    return {server["sourceServerID"]: server["tags"] for listed in asked for server in listed}


def _instance_tags(stage):
    asked = [ec2.describe_instances()["Reservations"] for ec2 in everywhere(stage, "ec2")]
    reservations = [reservation for listed in asked for reservation in listed]
    found = [instance for each in reservations for instance in each["Instances"]]
    return {i["InstanceId"]: {t["Key"]: t["Value"] for t in i.get("Tags") or ()} for i in found}


def _tags_from_the_start(stage, calls):
    """Of executions, but those that were tagged while they ran."""
    late = {e.params["ResourceId"] for e in calls if e.name == "ssm:AddTagsToResource"}
    runs = automation_of(stage.world).ledger(ACCOUNT, REGION).runs
    return {name: run.execution.tags for name, run in runs.items() if name not in late}


def _roles(stage):
    made = [entry.params for entry in stage.calls("ssm:CreateDocument") if entry.code == "OK"]
    texts = {each["Name"]: each["Content"] for each in made}
    return {name: yaml.safe_load(text).get("assumeRole", "") for name, text in texts.items()}
