"""`muster doctor`: each check with nothing wrong, and with each thing wrong that it knows."""

import dataclasses
import json

import pytest
from fakes.muster_service import RUN, put_run
from fakes.patient import TEXT, Body, patient
from fakes.publications import OLD, PACK, WAVE, document, release

from muster.engine.keys import people_key, spokes_key
from muster.entrypoints.cli.root import root
from muster.entrypoints.deploy.policies.recovering import TAG
from muster.entrypoints.doctor.opened import Doctor
from muster.service.commands.publication import Publication
from muster.service.commands.publish import publish
from muster.service.deploying.values import Stack
from muster.service.doctor.checks import source_servers
from muster.service.doctor.examine import CHECKS, examine
from muster.service.doctor.finding import Finding, Verdict
from muster.service.doctor.ports import EstateServer, FunctionFacts, RuleFacts, SlackFacts
from muster.service.doctor.probes.bench import Bench
from muster.service.errors import (
    CredentialsError,
    ForbiddenError,
    MissingError,
    MusterError,
    UnreachableError,
)

PASS, WARN, FAIL, SKIP = Verdict


def found(made):
    return list(examine(made))


def test_a_healthy_installation_has_nothing_but_good_findings():
    made, _ = patient()

    findings = found(made)

    assert [each for each in findings if each.verdict is not PASS] == []
    assert {each.check for each in findings} == {check.TITLE for check in CHECKS}


def test_every_check_has_a_name_of_its_own():
    assert len({check.TITLE for check in CHECKS}) == len(CHECKS)


def ill(**changes):
    body = Body()
    for name, value in changes.items():
        setattr(body, name, value)
    return body


def without(mapping, name):
    return {key: value for key, value in mapping.items() if key != name}


ILLNESSES = [
    (ill(seconds_ahead=-400.0), "clock", FAIL, "this machine's clock is 400 s fast"),
    (ill(seconds_ahead=45.0), "clock", WARN, "this machine's clock is 45 s slow"),
    (ill(initialised=False), "DRS", FAIL, "not initialised in this Region"),
    (
        ill(trust=without(Body().trust, "AWSElasticDisasterRecoveryRecoveryInstanceRole")),
        "roles of DRS",
        FAIL,
        "role AWSElasticDisasterRecoveryRecoveryInstanceRole is missing",
    ),
    (ill(jobs=dict.fromkeys("abcdefghijkl", 1)), "quotas of DRS", WARN, "12 of 20 jobs, 12 of 500"),
    (ill(jobs={"a": 300}), "quotas of DRS", WARN, "1 of 20 jobs, 300 of 500 servers"),
    (ill(estate=[]), "source servers", FAIL, "no source server here"),
    (
        ill(estate=[EstateServer("s-1", "STALLED", {TAG: "yes"})]),
        "source servers",
        WARN,
        "1 of 1 do not replicate continuously: s-1",
    ),
    (
        ill(estate=[EstateServer(f"s-{n}", "CONTINUOUS") for n in range(7)]),
        "source servers",
        WARN,
        "7 of 7 lack the tag muster:recover=yes: s-0, s-1, s-2, s-3, s-4 and 2 more",
    ),
    (
        ill(estate=[EstateServer("s-1", "CONTINUOUS", {TAG: "yes"}, "210987654321")]),
        "source servers",
        FAIL,
        "1 of 1 cannot be reached in staging account 210987654321: s-1",
    ),
    (ill(running=60), "quota of executions", WARN, "60 of 100 automations run"),
    (ill(vcpus=None), "quota of vCPUs", WARN, "Service Quotas does not say it"),
    (ill(vcpus=1.0), "quota of vCPUs", WARN, "1 vCPU for 1 source server"),
    (ill(stack=None), "hub", FAIL, "there is no stack muster here"),
    (
        ill(stack=Stack("muster", "UPDATE_ROLLBACK_FAILED", "a role")),
        "hub",
        FAIL,
        "stack muster is UPDATE_ROLLBACK_FAILED: a role",
    ),
    (ill(stack=Stack("muster", "UPDATE_IN_PROGRESS")), "hub", WARN, "is UPDATE_IN_PROGRESS"),
    (
        ill(trust=without(Body().trust, "muster-automation")),
        "roles of the hub",
        FAIL,
        "role muster-automation is missing: no runbook can run",
    ),
    (
        ill(trust={**Body().trust, "muster-decision": frozenset({"ec2.amazonaws.com"})}),
        "roles of the hub",
        FAIL,
        "role muster-decision does not trust Systems Manager",
    ),
    (ill(rules={}), "event rules", FAIL, "rule muster-from-muster is missing"),
    (
        ill(rules={"muster-from-muster": RuleFacts("DISABLED", ())}),
        "event rules",
        FAIL,
        "rule muster-from-muster is DISABLED",
    ),
    (
        ill(rules={"muster-from-muster": RuleFacts("ENABLED", ("arn:aws:sqs:::other",))}),
        "event rules",
        FAIL,
        "rule muster-from-muster does not send to muster-events",
    ),
    (ill(messages={}), "queue", FAIL, "queue muster-events is missing"),
    (
        ill(messages={"muster-events": 2000, "muster-events-dead-letters": 0}),
        "queue",
        FAIL,
        "2000 messages wait",
    ),
    (
        ill(messages={"muster-events": 0, "muster-events-dead-letters": 2}),
        "queue",
        WARN,
        "2 messages in muster-events-dead-letters",
    ),
    (
        ill(lambdas=without(Body().lambdas, "muster-reconciler")),
        "functions",
        FAIL,
        "muster-reconciler is missing",
    ),
    (
        ill(lambdas=without(Body().lambdas, "muster-slack")),
        "functions",
        WARN,
        "the bot does not run here",
    ),
    (
        ill(lambdas={**Body().lambdas, "muster-slack": FunctionFacts("Failed", "", "no role")}),
        "functions",
        FAIL,
        "muster-slack is Failed: no role",
    ),
    (
        ill(lambdas={**Body().lambdas, "muster-slack": FunctionFacts("Active", "Failed")}),
        "functions",
        FAIL,
        "the last update of muster-slack is Failed",
    ),
    (
        ill(lambdas={**Body().lambdas, "muster-consumer": FunctionFacts("Active", "")}),
        "functions",
        FAIL,
        "the queue does not feed muster-consumer: no event source mapping",
    ),
    (ill(alarms=("muster-QueueAge",)), "alarms", WARN, "alarm muster-QueueAge rings"),
    (
        ill(slack=SlackFacts("T0OTHER", Body().slack.scopes)),
        "Slack",
        FAIL,
        "the token is of T0OTHER, requests of T0MUSTER0 are answered",
    ),
    (ill(slack=SlackFacts("T0MUSTER0", frozenset())), "Slack", FAIL, "lacks chat:write, commands"),
    (
        ill(slack=SlackFacts("T0MUSTER0", Body().slack.scopes, "not_in_channel")),
        "Slack",
        FAIL,
        "the channel cannot be read: not_in_channel",
    ),
    (
        ill(lambdas={**Body().lambdas, "muster-slack": FunctionFacts("Active", "")}),
        "Slack",
        FAIL,
        "no channel is set",
    ),
    (
        ill(raises={"slack": MusterError("Slack does not take the token: invalid_auth", "how")}),
        "Slack",
        FAIL,
        "Slack does not take the token: invalid_auth",
    ),
    (
        ill(raises={"roles": ForbiddenError("these credentials may not iam:GetRole", "ask")}),
        "roles of DRS",
        WARN,
        "could not be looked at: these credentials may not iam:GetRole",
    ),
]


@pytest.mark.parametrize(("body", "check", "verdict", "words"), ILLNESSES)
def test_what_is_ill_is_said_with_what_mends_it(body, check, verdict, words):
    made, _ = patient(body)

    said = [each for each in found(made) if each.check == check and each.verdict is verdict]

    assert len(said) == 1, [each for each in found(made) if each.verdict is not PASS]
    assert words in said[0].sentence
    assert said[0].fix


def test_an_aws_with_a_time_of_its_own_says_nothing_of_the_clock():
    made, _ = patient(ill(seconds_ahead=3600.0))

    told = found(dataclasses.replace(made, own_time=True))

    assert {each.check: each.verdict for each in told}["clock"] is SKIP


def published(change):
    made, _ = patient()
    change(made.service)
    return [each for each in found(made) if each.verdict is not PASS]


def test_a_document_that_drifted_is_said():
    said = published(lambda service: service.documents.delete(WAVE.name))

    assert [(each.check, each.verdict) for each in said] == [("plans", FAIL)]
    assert f"document `{WAVE.name}` is gone" in said[0].sentence


def test_a_plan_that_this_version_of_muster_would_compile_otherwise_is_said():
    made, _ = patient()
    other = dataclasses.replace(made, compiled=lambda _plan: (PACK,))

    (said,) = [each for each in found(other) if each.verdict is not PASS]

    assert (said.check, said.verdict) == ("plans", WARN)
    assert said.sentence == "the runbooks of payments are of another version of muster"


def test_a_plan_that_this_version_of_muster_cannot_read_is_said():
    def unreadable(service):
        publish(service, Publication((release(OLD),)), lay_foundation=False)

    (said,) = published(unreadable)

    assert (said.check, said.verdict) == ("plans", WARN)
    assert said.sentence == "plan payments cannot be read as it was published"


def test_a_pack_that_is_missing_or_of_another_version_is_said():
    said = published(lambda service: service.documents.delete(PACK.name))
    assert said == [
        Finding("runbooks of the verbs", FAIL, f"missing: {PACK.name}", said[0].fix),
    ]

    def another(service):
        service.documents.delete(PACK.name)
        service.documents.put(document(PACK.name, "of last year"))

    assert [(each.verdict, each.sentence) for each in published(another)] == [
        (WARN, f"of another version of muster: {PACK.name}")
    ]


def test_that_nobody_is_published_or_a_group_is_empty_is_said():
    said = published(lambda service: service.table.put(people_key(), people=[], groups={}))
    assert [(each.check, each.sentence) for each in said] == [("people", "nobody is published")]

    change = {"groups": {"@dr": [], "@it": ["operator"]}}
    said = published(lambda service: service.table.change(people_key(), **change))
    assert [(each.check, each.sentence) for each in said] == [("people", "nobody is in @dr")]


def test_a_run_without_a_driver_is_said():
    said = published(lambda service: put_run(service, RUN, heartbeat=0, since=0))

    assert [(each.check, each.verdict) for each in said] == [("run table", FAIL)]
    assert "muster run restart" in said[0].fix


def test_where_there_are_many_documents_it_is_said():
    names = tuple(f"theirs-{number}" for number in range(460))
    said = published(lambda service: setattr(service.documents, "foreign", names))

    assert [(each.check, each.verdict) for each in said] == [("quota of documents", WARN)]


def test_that_nothing_is_published_is_no_failure():
    def forget(service):
        service.table.content.clear()
        service.table.put(people_key(), people=[{"person": "a"}], groups={})

    assert [(each.check, each.verdict) for each in published(forget)] == [("plans", WARN)]


ELSEWHERE = {"account": "222222222222", "region": "us-east-2"}


def test_another_account_is_looked_for_an_external_id_and_left_to_the_probe():
    def recover_elsewhere(service):
        plan = json.loads(TEXT)
        plan["groups"]["db"]["target"] = ELSEWHERE
        record = release(json.dumps(plan))
        publish(service, Publication((record,)), lay_foundation=False)

    (said,) = published(recover_elsewhere)
    assert (said.check, said.verdict) == ("other accounts", FAIL)
    assert said.sentence == "plans recover in 222222222222; the hub knows no external id"

    def with_external_id(service):
        recover_elsewhere(service)
        service.table.put(spokes_key(), external_id="secret-no")

    (said,) = published(with_external_id)
    assert (said.check, said.verdict) == ("other accounts", SKIP)


def test_a_missing_run_table_is_said_once():
    made, _ = patient()

    def gone(*_, **__):
        raise MissingError("there is no run table `muster` in us-west-2", "publish")

    made.service.table.item = made.service.table.items = gone

    failed = [each for each in found(made) if each.verdict is FAIL]
    assert [(each.check, each.fix) for each in failed] == [
        ("run table", "deploy the hub: `muster deploy`")
    ]


def test_without_a_hub_what_belongs_to_it_is_passed_over():
    made, _ = patient(ill(stack=None))

    skipped = {each.check for each in found(made) if each.verdict is SKIP}

    assert skipped == {"event rules", "queue", "functions", "alarms", "Slack"}


@pytest.mark.parametrize("error", [CredentialsError, UnreachableError])
def test_without_credentials_or_network_one_line_is_enough(error):
    made, _ = patient()

    def fail():
        raise error("it does not work", "sign in")

    made.service.identity.caller = fail

    assert found(made) == [Finding("credentials", FAIL, "it does not work", "sign in")]


def test_the_tag_is_the_one_that_the_roles_ask_for():
    assert source_servers.TAG == TAG


def run(made, *args):
    return root.main(
        args=["doctor", *args],
        prog_name="muster",
        standalone_mode=False,
        obj=Doctor(made, Bench(made.service, made.settings, None, {})),
    )


def test_the_check_list_has_a_line_a_finding_and_a_sum(capsys):
    made, _ = patient(ill(seconds_ahead=45.0))

    code = run(made)

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0] == (
        "pass  credentials            account 123456789012, us-west-2,"
        " as arn:aws:iam::123456789012:user/operator"
    )
    assert lines[1] == "warn  clock                  this machine's clock is 45 s slow"
    assert lines[2] == "                             fix: let the machine set its clock by NTP"
    assert lines[-1] == "20 pass, 1 warn"


def test_a_failure_is_in_the_exit_code_and_in_the_json(capsys):
    made, _ = patient(ill(initialised=False))

    code = run(made, "--json")

    answer = json.loads(capsys.readouterr().out)
    assert (code, answer["ok"]) == (1, False)
    assert {
        "check": "DRS",
        "verdict": "fail",
        "sentence": "not initialised in this Region",
        "fix": "open the DRS console in this Region once, or `aws drs initialize-service`",
    } in answer["findings"]
