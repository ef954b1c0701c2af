"""What a finding before a run means, in which mode."""

import pytest

from muster.engine.capacity import Launch, Room, problems
from muster.engine.guards import Facts
from muster.engine.items import Server
from muster.engine.preflight import CHECKS, Level, Look, finding_of, of_server, of_sources, worst

SERVER = Server("s-1", "w", "pending", name="db")
OURS = frozenset({"drsjob-ours"})
NOW = 1_000_000


def found(mode="drill", rpo=900, **facts):
    look = Look(mode, rpo, NOW, OURS)
    return [(each.check, each.level) for each in of_server(look, SERVER, Facts(**facts))]


def test_a_server_that_replicates_and_has_no_instance_is_not_mentioned():
    assert found() == found("recovery") == []


@pytest.mark.parametrize("mode", ["drill", "recovery"])
@pytest.mark.parametrize("replication", ["STALLED", "DISCONNECTED", "PAUSED", "SOMETHING_NEW"])
def test_replication_that_is_not_continuous_blocks_nothing(mode, replication):
    assert found(mode, replication=replication) == [("replication", "warn")]


def test_a_live_instance_blocks_a_drill_and_asks_before_a_recovery():
    live = {"instance": "i-1", "instance_job": "drsjob-other"}

    assert found(**live) == [("live-instance", "block")]
    assert found("recovery", **live) == [("live-instance", "ask")]


def test_without_a_recovery_point_a_drill_is_blocked_and_a_recovery_asks():
    assert found(has_recovery_point=False) == [("recovery-point", "block")]
    assert found("recovery", has_recovery_point=False) == [("recovery-point", "ask")]


def test_what_this_run_launched_itself_is_no_reason_to_stop():
    assert found(instance="i-1", instance_job="drsjob-ours") == [("own-instance", "warn")]


def test_old_data_is_measured_against_the_rpo():
    behind = {"replication": "STALLED", "point_at": NOW - 3600, "lag": 3700}

    assert found(**behind) == [("replication", "warn"), ("point-age", "warn"), ("lag", "warn")]
    assert found(**behind, rpo=7200) == [("replication", "warn")]
    assert found(lag=901) == [("lag", "warn")]


def test_living_sources_are_mentioned_before_a_recovery_only():
    assert of_sources("drill", [Facts()]) == []
    assert "1 of 2" in of_sources("recovery", [Facts(), Facts(replication="STALLED")])[0].text
    assert of_sources("recovery", [Facts(replication="DISCONNECTED")]) == []


def test_the_worst_finding_decides():
    warned = finding_of("drill", "busy", "s-1", "db", "")
    asked = finding_of("drill", "instance-type", "s-1", "db", "")

    assert worst([]) is None
    assert worst(warned) is Level.WARN
    assert worst([*warned, *asked]) is Level.ASK


def test_every_check_has_a_name_of_its_own_and_no_recovery_is_blocked_by_what_may_be_stale():
    assert len({check.check for check in CHECKS}) == len(CHECKS)
    blocking = {check.check for check in CHECKS if check.recovery is Level.BLOCK}
    assert blocking == {"known"}


ROOM = Room(
    quota=32,
    running={"c5.large": 10, "p4d.24xlarge": 2},
    vcpus={"c5.large": 2, "m5.4xlarge": 16, "p4d.24xlarge": 96},
    offered=frozenset({"c5.large", "m5.4xlarge"}),
    free={"subnet-1": 1},
)


def launch(number, kind="c5.large", subnet=""):
    return Launch(f"s-{number}", "web", kind, subnet)


def checks(*launches):
    return [check for check, *_ in problems(launches, ROOM)]


def test_vcpus_of_other_families_do_not_use_the_quota_up():
    assert checks(launch(1)) == []
    assert checks(launch(1, "m5.4xlarge")) == ["vcpu-quota"]


def test_a_type_that_is_not_offered_is_named_for_each_server():
    assert checks(launch(1, "x9.huge"), launch(2, "x9.huge")) == ["instance-type"] * 2


def test_a_subnet_needs_an_address_for_every_server():
    assert checks(launch(1, subnet="subnet-1")) == []
    two = [launch(1, subnet="subnet-1"), launch(2, subnet="subnet-1")]
    assert checks(*two) == ["subnet-addresses"]
    assert checks(launch(1, subnet="subnet-gone")) == ["subnet-addresses"]


def test_a_staging_account_out_of_reach_blocks_a_drill_and_asks_before_a_recovery():
    broken = {"extension": "EXTENSION_ERROR", "staging": "210987654321"}
    drilled = {"instance": "i-1", "instance_job": "drsjob-other", "instance_is_drill": True}

    assert found(**broken) == found(**broken, **drilled) == [("staging", "block")]
    assert found("recovery", **broken) == [("staging", "ask")]
