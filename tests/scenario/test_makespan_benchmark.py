"""The ground of the makespan benchmark: it must meet what is known before its figures count."""

import pytest
from botocore.exceptions import ClientError

from benchmarks.makespan.bound import bound
from benchmarks.makespan.chance import Launches, script
from benchmarks.makespan.expected import CALIBRATION, EXPECTED, MINUTES
from benchmarks.makespan.ground import ACCOUNT, REGION, START, TIMING, inventory_of
from benchmarks.makespan.musters import run
from benchmarks.makespan.playing import play
from benchmarks.makespan.policies import POLICIES, drs_plan_automation, flat, orchestrator_v6
from benchmarks.makespan.scenario import Scenario, applications, chain
from benchmarks.makespan.scenarios import SCENARIOS
from muster.embedded.aws.parts import Settings
from muster.embedded.aws.world import World

BY_NAME = {policy.name: policy for policy in POLICIES}
OPERATOR = f"arn:aws:iam::{ACCOUNT}:user/operator"


def minutes(seconds):
    return int((seconds + 1) // 60)


def test_the_expected_table_has_every_policy_whose_waits_are_known():
    assert set(EXPECTED) == set(BY_NAME) - {"aws-elasticdrs-orchestrator Dec 2025"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_policy_takes_as_long_as_the_expected_table_says(name):
    equal = SCENARIOS["D"].lasting(MINUTES[0] * 60, spread=0.0)

    outcome = play(BY_NAME[name], equal, seed=1, caps=False)

    assert minutes(outcome.makespan) == EXPECTED[name][0]


def test_the_captured_drill_takes_its_20_minutes_44_seconds():
    outcome = play(drs_plan_automation.POLICY, SCENARIOS["B"], seed=1, caps=True)

    assert outcome.makespan == pytest.approx(CALIBRATION["drs-plan-automation"], abs=1)


def test_the_three_waves_of_two_are_submitted_within_105_seconds():
    mvp = BY_NAME["aws-elasticdrs-orchestrator MVP"]

    outcome = play(mvp, SCENARIOS["A"].lasting(480, spread=0.0), seed=1, caps=True)

    assert outcome.makespan == pytest.approx(105 + 480, abs=1)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_no_policy_that_keeps_the_order_beats_the_bound(policy):
    scenario = Scenario("small", "", applications(3, (2, 2)), seconds=480)
    ignores_order = ("flat", "convert", "aws-elasticdrs-orchestrator MVP")

    outcome = play(policy, scenario, seed=3, caps=True)

    least = bound(scenario, Launches(scenario, 3))
    assert least.floor <= least.ideal
    assert policy.name.startswith(ignores_order) or outcome.makespan >= least.floor


def test_the_bound_of_a_chain_is_its_slowest_servers_one_after_the_other():
    scenario = Scenario("chain", "", chain((3, 3)), seconds=480)
    launches = Launches(scenario, 5)

    least = bound(scenario, launches)

    slowest = [max(map(launches.seconds, wave.servers)) for wave in scenario.waves]
    assert least.floor == pytest.approx(sum(slowest))
    assert least.ideal == pytest.approx(sum(slowest), abs=1.1)


def test_the_bound_counts_the_quota_of_jobs():
    scenario = Scenario("wide", "", applications(40, (1,)), seconds=480, spread=0.0)

    least = bound(scenario, Launches(scenario, 1))

    assert least.floor == pytest.approx(2 * 477.4, abs=3)


EXTENDED = (("s-00000000000000001", "222222222222"),)


@pytest.mark.parametrize("staging", [(), EXTENDED])
def test_drs_alone_takes_the_time_that_it_takes_in_the_whole_embedded_aws(staging):
    scenario = Scenario("twin", "", chain((4, 3)), seconds=480, staging=staging)

    alone = play(orchestrator_v6.POLICY, scenario, seed=7, caps=True).makespan

    assert seconds_in_a_world(scenario, seed=7, loop=orchestrator_v6.LOOP) == pytest.approx(alone)


def seconds_in_a_world(scenario, *, seed, loop):
    """The same policy, spelled with boto3 against the embedded AWS by its front door."""
    figures = Settings(drs_timing=TIMING)
    faults = script(scenario, seed)
    inventory = inventory_of(scenario)
    with World(inventory, start=START, seed=seed, faults=faults, settings=figures) as world:
        drs = world.client("drs", principal=OPERATOR, region=REGION)

        def recover():
            for wave in scenario.waves:
                wanted = [{"sourceServerID": server} for server in wave.servers]
                job = drs.start_recovery(sourceServers=wanted, isDrill=True)["job"]["jobID"]
                status = ""
                while status != "COMPLETED":
                    world.clock.sleep(loop)
                    (shown,) = drs.describe_jobs(filters={"jobIDs": [job]})["items"]
                    status = shown["status"]

        task = world.clock.spawn(recover, "recover")
        world.clock.run_until(lambda: task.done, START + 86_400)
        assert task.error is None
        return world.clock.now() - START


def test_a_failed_server_is_launched_again_by_who_retries_and_left_behind_by_who_does_not():
    scenario = Scenario("failing", "", chain((6, 6)), failed=0.4)
    failed = sum(Launches(scenario, 2).fails(server) for server in scenario.servers)

    retried = play(flat.POLICY, scenario, seed=2, caps=True)
    ignored = play(drs_plan_automation.POLICY, scenario, seed=2, caps=True)

    assert failed > 0
    assert retried.left_behind == 0
    assert ignored.left_behind == failed


def test_calls_of_muster_are_throttled_as_those_of_the_others():
    scenario = Scenario("refused", "", chain((1,)), throttled=1.0)

    with (
        World(inventory_of(scenario), start=START, faults=script(scenario, 1)) as world,
        pytest.raises(ClientError, match="ThrottlingException"),
    ):
        world.client("drs", principal=OPERATOR, region=REGION).describe_jobs()


@pytest.mark.parametrize("staging", [(), EXTENDED])
def test_an_extended_server_takes_its_own_time_both_phases_together(staging):
    scenario = Scenario("one", "", chain((2,)), seconds=480, spread=0.0, staging=staging)

    outcome = play(flat.POLICY, scenario, seed=1, caps=True)

    assert outcome.makespan == pytest.approx(480, abs=1)


@pytest.mark.parametrize("staging", [(), EXTENDED])
def test_muster_recovers_a_small_scenario_within_a_tenth_of_the_bound(staging):
    scenario = Scenario("few", "", chain((1, 1)), seconds=900, staging=staging)

    found = run(scenario, seed=1)

    assert found.staging == ((1, 1) if staging else (0, 0))

    least = bound(scenario, Launches(scenario, 1))
    assert found.outcome.left_behind == 0
    assert 1.0 <= found.outcome.makespan / least.ideal <= 1.10
    assert found.effort.describes_in_the_worst_minute <= 5
