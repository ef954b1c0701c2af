"""Fault scripts: what they do to calls, launches and executions; what a bad one is told."""

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError
from fakes.embedded_faults import begun
from fakes.embedded_world import (
    DATABASE_1,
    DATABASE_2,
    START,
    client,
    error_code,
    run_document,
    script_step,
    socket_client,
    world,
)

from muster.embedded.aws.context import LaunchFailure
from muster.embedded.aws.faults.kinds import KINDS
from muster.embedded.aws.faults.ready_made import READY_MADE
from muster.embedded.aws.faults.script import load_faults, ready_made
from muster.embedded.aws.places import FormError

LAUNCH = f"""
r = boto3.client("drs").start_recovery(
    isDrill=True, sourceServers=[{{"sourceServerID": "{DATABASE_1}"}}])
return {{"job": r["job"]["jobID"]}}
"""
NAP = {"name": "Nap", "action": "aws:sleep", "inputs": {"Duration": "PT1M"}}


def step_statuses(execution):
    return [(step["StepName"], step["StepStatus"]) for step in execution["StepExecutions"]]


def jobs(a_world):
    return client(a_world, "drs").describe_jobs()["items"]


def test_a_launch_failure_strikes_its_server_once_by_default():
    play, _, _ = begun(f"faults: [launch-failure: {{server: {DATABASE_1}, reason: no room}}]")

    asked = [play.launch_failure(DATABASE_2, is_drill=True)]
    asked += [play.launch_failure(DATABASE_1, is_drill=True) for _ in range(2)]

    assert asked == [None, LaunchFailure("launch", "no room"), None]


def test_a_launch_failure_may_be_for_one_mode_only():
    play, _, _ = begun("faults: [launch-failure: {server: any, in: recovery, times: always}]")

    assert play.launch_failure(DATABASE_1, is_drill=True) is None
    assert play.launch_failure(DATABASE_1, is_drill=False) is not None


def test_occasions_are_counted_from_the_nth_on():
    play, _, _ = begun("faults: [launch-delay: {server: any, by: 5m, nth: 2, times: 2}]")

    assert [play.launch_delay(DATABASE_1) for _ in range(4)] == [0.0, 300.0, 300.0, 0.0]


def test_a_rate_strikes_by_the_seed():
    def strikes(seed):
        play, _, _ = begun("faults: [launch-delay: {server: any, by: 1, rate: 0.5}]", seed)
        return [play.launch_delay(DATABASE_1) for _ in range(100)]

    assert strikes(1) == strikes(1)
    assert strikes(1) != strikes(2)
    assert 30 < sum(strikes(1)) < 70


def test_capacity_lets_one_launch_fail_for_lack_of_it():
    with world(faults="faults: [capacity]") as a_world:
        drs = client(a_world, "drs")
        servers = [{"sourceServerID": server} for server in (DATABASE_1, DATABASE_2)]
        drs.start_recovery(isDrill=True, sourceServers=servers)

        a_world.clock.run_until(lambda: jobs(a_world)[0]["status"] == "COMPLETED", START + 3600)

        ended = [server["launchStatus"] for server in jobs(a_world)[0]["participatingServers"]]
        assert sorted(ended) == ["FAILED", "LAUNCHED"]


def test_a_lost_answer_took_effect_and_closes_the_connection_in_process():
    with world(faults="faults: [lost-answer: {operation: drs:StartRecovery}]") as a_world:
        with pytest.raises(ConnectionClosedError):
            client(a_world, "drs").start_recovery(sourceServers=[{"sourceServerID": DATABASE_1}])

        assert len(jobs(a_world)) == 1


def test_a_lost_answer_took_effect_and_closes_the_connection_of_a_socket():
    with world(faults="faults: [lost-answer: {operation: drs:StartRecovery}]") as a_world:
        drs = socket_client(a_world, a_world.listen().port, "drs")
        with pytest.raises(ConnectionClosedError):
            drs.start_recovery(sourceServers=[{"sourceServerID": DATABASE_1}])

        assert len(drs.describe_jobs()["items"]) == 1


def test_a_throttle_refuses_calls_that_are_not_too_many():
    with world(faults="faults: [throttle: {operation: drs:DescribeJobs, times: 2}]") as a_world:
        codes = [_code(lambda: jobs(a_world)) for _ in range(3)]

        assert codes == ["ThrottlingException", "ThrottlingException", "OK"]


def test_an_error_is_answered_and_has_no_effect():
    fault = "error: {operation: drs:StartRecovery, code: ConflictException, message: busy}"
    with world(faults=f"faults: [{fault}]") as a_world:
        drs = client(a_world, "drs")
        with pytest.raises(drs.exceptions.ConflictException, match="busy"):
            drs.start_recovery(sourceServers=[{"sourceServerID": DATABASE_1}])

        assert jobs(a_world) == []


def test_a_kill_ends_an_execution_some_time_after_it_began():
    with world(faults="faults: [kill: {document: muster, after: 90s}]") as a_world:
        execution = run_document(
            a_world, [NAP, {**NAP, "name": "NapAgain"}, {**NAP, "name": "Rest"}]
        )

        assert a_world.clock.now() == START + 90
        assert execution["AutomationExecutionStatus"] == "Failed"
        assert step_statuses(execution)[1:] == [("NapAgain", "Failed"), ("Rest", "Pending")]


def test_a_kill_before_a_call_leaves_no_trace_of_the_call():
    fault = "kill: {document: muster, step: Launch, call: 1}"
    with world(faults=f"faults: [{fault}]") as a_world:
        execution = run_document(a_world, [NAP, script_step("Launch", LAUNCH)])

        assert execution["AutomationExecutionStatus"] == "Failed"
        assert jobs(a_world) == []


def test_a_kill_after_a_call_leaves_the_effect_that_nobody_heard_of():
    fault = "kill: {document: muster, operation: drs:StartRecovery, moment: after}"
    with world(faults=f"faults: [{fault}]") as a_world:
        execution = run_document(a_world, [script_step("Launch", LAUNCH), NAP])

        assert step_statuses(execution) == [("Launch", "Failed"), ("Nap", "Pending")]
        assert len(jobs(a_world)) == 1
        assert a_world.journal.counts["drs:StartRecovery"] == 1


def test_a_script_cannot_swallow_its_own_death():
    body = f"""
try:
    boto3.client("drs").start_recovery(sourceServers=[{{"sourceServerID": "{DATABASE_1}"}}])
except BaseException:
    pass
boto3.client("drs").describe_jobs()
return {{}}
"""
    fault = "kill: {document: muster, operation: drs:StartRecovery}"
    with world(faults=f"faults: [{fault}]") as a_world:
        execution = run_document(a_world, [script_step("Launch", body)])

        assert execution["AutomationExecutionStatus"] == "Failed"
        assert a_world.journal.counts["drs:DescribeJobs"] == 0


def test_a_kill_may_leave_a_zombie():
    play, clock, kills = begun("faults: [kill: {document: muster, after: 1, leaves: InProgress}]")

    play.execution_started("e1", "other-document")
    play.execution_started("e2", "muster-drill-x")
    clock.advance_to(START + 5)

    assert kills == [("e2", "InProgress")]


def test_the_nth_execution_is_the_victim():
    play, clock, kills = begun("faults: [kill: {document: muster, nth: 2, after: 1}]")

    for execution_id in ("e1", "e2", "e3"):
        play.execution_started(execution_id, "muster-drill-x")
    clock.advance_to(START + 5)

    assert [victim for victim, _ in kills] == ["e2"]


@pytest.mark.parametrize("name", sorted(READY_MADE))
def test_ready_made_scripts_are_right(name):
    assert ready_made(name).specifications


def test_all_mistakes_of_a_script_are_told_at_once_with_their_lines():
    text = """faults:
- launch-failure: {server: s-1, tmes: 2}
- lost-answer: {operation: drs:StartRecovry}
- lost-anser: {}
- kill: {document: x}
- nothing
- throttle: {operation: nosuch:Foo, rate: 2}
"""

    with pytest.raises(FormError) as wrong:
        load_faults(text, "faults.yaml")

    assert [mistake.split(": ", 2)[:2] for mistake in wrong.value.mistakes] == [
        ["faults.yaml:2", "faults.0.launch-failure.server"],
        ["faults.yaml:2", "faults.0.launch-failure.tmes"],
        ["faults.yaml:3", "faults.1.lost-answer.operation"],
        ["faults.yaml:4", "faults.2.lost-anser"],
        ["faults.yaml:5", "faults.3.kill"],
        ["faults.yaml:6", "faults.4"],
        ["faults.yaml:7", "faults.5.throttle.operation"],
        ["faults.yaml:7", "faults.5.throttle.rate"],
    ]
    assert "did you mean StartRecovery?" in str(wrong.value)
    assert "did you mean times?" in str(wrong.value)


def test_a_server_that_the_inventory_does_not_have_is_a_mistake_with_place_and_hint():
    there = ["s-51d6b65c73391918f", "s-5817ab4ccdfa96db3"]
    text = """faults:
- launch-failure: {server: s-51d6b65c73391918e}
- launch-delay: {server: s-51d6b65c73391918f, by: 5m}
- replication: {server: s-zzzzzzzzzzzzzzzzz}
- capacity
"""

    with pytest.raises(FormError) as wrong:
        load_faults(text, "faults.yaml", there)

    assert wrong.value.mistakes == (
        (
            "faults.yaml:2: faults.0.launch-failure.server: the inventory has no source server"
            " s-51d6b65c73391918e; did you mean s-51d6b65c73391918f?"
        ),
        (
            "faults.yaml:4: faults.2.replication.server: the inventory has no source server"
            " s-zzzzzzzzzzzzzzzzz; it has s-51d6b65c73391918f, s-5817ab4ccdfa96db3"
        ),
    )


def test_the_mistakes_of_a_server_id_do_not_hide_those_of_other_keys():
    with pytest.raises(FormError) as wrong:
        load_faults(
            "faults: [{conflict: [1]}, {conflict: {server: any}}, {conflict: {nth: 0}}]", "f", []
        )

    assert len(wrong.value.mistakes) == 2


def test_every_kind_refuses_keys_that_it_does_not_know():
    for name in KINDS:
        with pytest.raises(FormError, match="no-such-key: unknown key"):
            load_faults(f"faults: [{name}: {{no-such-key: 1}}]")


def _code(call):
    try:
        call()
    except ClientError as error:
        return error_code(error)
    return "OK"
