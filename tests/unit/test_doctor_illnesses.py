"""`muster doctor`: each thing wrong with an installation is said, with what mends it."""

import pytest
from fakes.patient import Body, found, ill, patient, without

from muster.entrypoints.deploy.policies.recovering import TAG
from muster.service.deploying.values import Stack
from muster.service.doctor.finding import Verdict
from muster.service.doctor.ports import EstateServer, FunctionFacts, RuleFacts, SlackFacts
from muster.service.errors import (
    ForbiddenError,
    MusterError,
)

PASS, WARN, FAIL, SKIP = Verdict
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


def test_what_was_found_before_a_check_fails_is_said_too():
    no_channel = {**Body().lambdas, "muster-slack": FunctionFacts("Active", "")}
    no_token = MusterError("secret `muster-slack` has no `token`", "how")
    made, _ = patient(ill(lambdas=no_channel, raises={"slack": no_token}))

    said = [each.sentence for each in found(made) if each.check == "Slack"]

    assert said == ["no channel is set", "secret `muster-slack` has no `token`"]
