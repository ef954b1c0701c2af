"""What a finding before a run means, in which mode."""

from dataclasses import replace

import pytest

from muster.engine.capacity import VCPU_QUOTAS, Launch, Room, problems, quota_of
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
    quotas={"L-1216C47A": 32, "L-417A185B": 192},
    running={"c5.large": 10, "p4d.24xlarge": 2},
    vcpus={"c5.large": 2, "m5.4xlarge": 16, "p4d.24xlarge": 96},
    offered=frozenset({"c5.large", "m5.4xlarge", "p4d.24xlarge"}),
    free={"subnet-1": 1},
)


def launch(number, kind="c5.large", subnet=""):
    return Launch(f"s-{number}", "web", kind, subnet)


def checks(*launches):
    return [check for check, *_ in problems(launches, ROOM)]


def test_every_family_has_a_quota_of_its_own():
    assert checks(launch(1)) == []
    assert checks(launch(1, "m5.4xlarge")) == ["vcpu-quota"]
    assert checks(launch(1), launch(2, "p4d.24xlarge")) == ["vcpu-quota"]


def test_what_is_spot_or_on_a_dedicated_host_uses_no_quota_up():
    assert checks(Launch("s-1", "web", "m5.4xlarge", "", counts=False)) == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("g5.xlarge", "EC2 quota of G and VT instances"),
        ("", "1 launch template names no instance type"),
        ("new9.large", "which quota 1 instance of new9.large would use up is not known"),
    ],
)
def test_what_cannot_be_known_of_a_quota_is_said_and_asks_nobody(kind, said):
    room = replace(ROOM, offered=ROOM.offered | {kind}, vcpus={**ROOM.vcpus, "g5.xlarge": 4})
    [(check, _, name, text)] = problems([launch(1, kind)], room)

    assert check == "not-looked-at"
    assert said in f"{name}: {text}"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("t4g.small", "Standard"),
        ("im4gn.large", "Standard"),
        ("i4i.large", "Standard"),
        ("inf2.xlarge", "Inf"),
        ("trn1.2xlarge", "Trn"),
        ("dl1.24xlarge", "DL"),
        ("d3en.xlarge", "Standard"),
        ("hpc7a.96xlarge", "HPC"),
        ("h1.2xlarge", "Standard"),
        ("gr6.4xlarge", "G and VT"),
        ("vt1.3xlarge", "G and VT"),
        ("u-6tb1.metal", "High Memory"),
        ("u7i-12tb.224xlarge", "High Memory"),
        ("x2iedn.large", "X"),
        ("f2.6xlarge", "F"),
    ],
)
def test_a_type_belongs_to_the_family_that_ec2_counts_it_in(kind, name):
    assert VCPU_QUOTAS[quota_of(kind)][0] == name


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
