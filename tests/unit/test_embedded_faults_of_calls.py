"""Faults of calls: rates, roles, functions, quotas and lives of automations, the clock."""

import json

import pytest
from botocore.exceptions import ClientError
from fakes.embedded_faults import begun, faulty, launch, pass_time
from fakes.embedded_world import (
    AUTOMATION_ROLE,
    DATABASE_1,
    HUB,
    REGION,
    SPOKE,
    START,
    client,
    error_code,
    run_document,
    script_step,
)

from muster.embedded.aws.seeds import Function, Inventory

ROLE = f"arn:aws:iam::{SPOKE}:role/muster-spoke"
FUNCTIONS = Inventory(
    functions={
        "point-dns": Function("point-dns", takes=20.0, returns={"changed": 2}),
        "other": Function("other"),
    }
)
NAP = {"name": "Nap", "action": "aws:sleep", "inputs": {"Duration": "PT10M"}}
WORK = script_step("Work", "import time\ntime.sleep(300)\nreturn {}")


def outcome(call):
    try:
        call()
    except ClientError as error:
        return error_code(error)
    return "OK"


def assume(a_world, role=ROLE):
    return client(a_world, "sts").assume_role(RoleArn=role, RoleSessionName="drill")


def test_calls_above_a_rate_are_refused_and_those_below_are_not():
    with faulty("throttle: {operation: drs:DescribeJobs, per_second: 0.1}") as a_world:
        drs = client(a_world, "drs")

        seen = [outcome(drs.describe_jobs) for _ in range(2)]
        pass_time(a_world, 10)
        seen.append(outcome(drs.describe_jobs))

        assert seen == ["OK", "ThrottlingException", "OK"]


def test_a_rate_is_counted_for_each_region():
    with faulty("throttle: {operation: drs:DescribeJobs, per_second: 0.1}") as a_world:
        here, there = (client(a_world, "drs", region=one) for one in (REGION, "eu-west-1"))
        there.initialize_service()

        assert [outcome(one.describe_jobs) for one in (here, there, here)] == [
            "OK",
            "OK",
            "ThrottlingException",
        ]


def test_a_role_of_another_account_may_not_be_assumed():
    with faulty(f'role: {{account: "{SPOKE}"}}') as a_world:
        with pytest.raises(ClientError, match="not authorized to perform: sts:AssumeRole") as no:
            assume(a_world)

        assert error_code(no.value) == "AccessDenied"
        assert assume(a_world, AUTOMATION_ROLE)


def test_a_refusal_lasts_until_the_script_ends_it():
    with faulty("role: {role: muster-spoke, times: 2}") as a_world:
        assert [outcome(lambda: assume(a_world)) for _ in range(3)] == [
            "AccessDenied",
            "AccessDenied",
            "OK",
        ]


def test_one_action_is_denied_to_one_role_and_to_nobody_else():
    fault = "role: {role: muster-automation, action: drs:StartRecovery}"
    session = f"arn:aws:sts::{HUB}:assumed-role/muster-automation/Automation-1"
    with faulty(fault) as a_world:
        wanted = [{"sourceServerID": DATABASE_1}]
        denied = client(a_world, "drs", principal=session)

        assert outcome(lambda: denied.start_recovery(sourceServers=wanted)) == (
            "AccessDeniedException"
        )
        assert outcome(denied.describe_jobs) == "OK"
        assert launch(a_world, DATABASE_1)


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("ec2:DescribeInstances", "UnauthorizedOperation"),
        ("sns:ListTopics", "AuthorizationError"),
        ("sqs:ListQueues", "AccessDeniedException"),
        ("dynamodb:ListTables", "AccessDeniedException"),
    ],
)
def test_each_service_words_a_refusal_in_its_own_way(operation, code):
    service, _, name = operation.partition(":")
    methods = {
        "DescribeInstances": "describe_instances",
        "ListTopics": "list_topics",
        "ListQueues": "list_queues",
        "ListTables": "list_tables",
    }
    with faulty(f"role: {{action: {operation}}}") as a_world:
        assert outcome(getattr(client(a_world, service), methods[name])) == code


def test_a_function_fails_so_often_as_the_script_says():
    fault = "function: {name: point-dns, message: no such zone, times: 2}"
    with faulty(fault, inventory=FUNCTIONS) as a_world:
        invoke = client(a_world, "lambda").invoke
        answers = [invoke(FunctionName="point-dns") for _ in range(3)]

        assert [answer.get("FunctionError") for answer in answers] == [
            "Unhandled",
            "Unhandled",
            None,
        ]
        assert json.loads(answers[0]["Payload"].read())["errorMessage"] == "no such zone"
        assert [one.failed for one in a_world.parts.functions.invocations] == [True, True, False]


def test_another_function_does_not_fail():
    with faulty("function: {name: point-dns}", inventory=FUNCTIONS) as a_world:
        assert "FunctionError" not in client(a_world, "lambda").invoke(FunctionName="other")


def test_a_function_runs_out_of_time():
    with faulty("function: {how: timeout, after: 15m}", inventory=FUNCTIONS) as a_world:
        answers = []
        invoke = client(a_world, "lambda").invoke
        a_world.clock.spawn(lambda: answers.append(invoke(FunctionName="point-dns")), "caller")
        a_world.clock.run_until(lambda: answers, START + 3600)

        error = json.loads(answers[0]["Payload"].read())
        assert a_world.clock.now() == START + 900
        assert error["errorType"] == "Sandbox.Timedout"
        assert error["errorMessage"] == "Task timed out after 900.00 seconds"


def started(a_world, step, count):
    """Statuses of so many executions of one step, a while after their start."""
    ssm = client(a_world, "ssm")
    content = {"schemaVersion": "0.3", "assumeRole": AUTOMATION_ROLE, "mainSteps": [step]}
    ssm.create_document(
        Name="many", Content=json.dumps(content), DocumentType="Automation", DocumentFormat="JSON"
    )
    codes = [
        outcome(lambda: ssm.start_automation_execution(DocumentName="many")) for _ in range(count)
    ]
    pass_time(a_world, 30)
    found = ssm.describe_automation_executions()["AutomationExecutionMetadataList"]
    return codes, sorted(one["AutomationExecutionStatus"] for one in found)


def test_fewer_automations_run_at_once():
    with faulty("quota: {automations: 1, blocked_automations: 0}") as a_world:
        _, shown = started(a_world, WORK, 3)

        assert shown == ["InProgress", "Pending", "Pending"]


def test_those_that_sleep_may_be_more():
    with faulty("quota: {automations: 1, blocked_automations: 1}") as a_world:
        _, shown = started(a_world, NAP, 3)

        assert shown == ["InProgress", "InProgress", "Pending"]


def test_a_full_queue_refuses():
    with faulty("quota: {automations: 1, queued_automations: 1}") as a_world:
        codes, _ = started(a_world, WORK, 3)

        assert codes == ["OK", "OK", "AutomationExecutionLimitExceededException"]


def test_a_job_of_drs_outlives_the_execution_that_asked_for_it():
    servers = f"[{{'sourceServerID': '{DATABASE_1}'}}]"
    ask = (
        "import boto3, time\n"
        f"boto3.client('drs').start_recovery(sourceServers={servers})\n"
        "time.sleep(300)\nreturn {}"
    )
    with faulty("kill: {document: many, call: 2}") as a_world:
        _, shown = started(a_world, script_step("Launch", ask), 1)
        pass_time(a_world, 3600)

        (job,) = client(a_world, "drs").describe_jobs()["items"]
        assert (shown, job["status"]) == (["InProgress"], "COMPLETED")


def test_several_executions_may_die():
    play, clock, kills = begun("faults: [kill: {document: muster-wave, after: 60, times: 2}]")

    for n in range(3):
        play.execution_started(f"e{n}", "muster-wave-x")
    clock.advance_to(START + 61)

    assert [victim for victim, _ in kills] == ["e0", "e1"]


def test_executions_may_die_by_chance():
    text = "faults: [kill: {document: muster-wave, after: 60, rate: 0.5}]"

    def victims(seed):
        play, clock, kills = begun(text, seed)
        for n in range(40):
            play.execution_started(f"e{n}", "muster-wave-x")
        clock.advance_to(START + 61)
        return kills

    assert victims(1) == victims(1)
    assert victims(1) != victims(2)
    assert 10 < len(victims(1)) < 30


def test_the_clock_jumps_and_what_was_due_meanwhile_happens_late():
    play, clock, _ = begun("faults: [clock-jump: {at: 10s, by: 1m}]")
    seen = []
    for seconds in (5, 30, 40, 100):
        clock.after(seconds, lambda due=seconds: seen.append((due, clock.now() - START)))

    clock.advance_to(START + 200)

    assert play
    assert seen == [(5, 5), (30, 70), (40, 70), (100, 100)]


def test_an_execution_outlives_a_jump_of_the_clock():
    with faulty("clock-jump: {at: 30s, by: 1h}") as a_world:
        execution = run_document(a_world, [NAP])

        assert execution["AutomationExecutionStatus"] == "Success"
        assert a_world.clock.now() >= START + 3600
