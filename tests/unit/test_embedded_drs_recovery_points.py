"""Points in time: which exist, what a launch starts from, what a dead source costs."""

from dataclasses import replace
from itertools import pairwise

import pytest
from fakes.drs_world import DATABASE, START, DrsUnderTest, server

from muster.embedded.aws.drs import replication
from muster.embedded.aws.drs.iso8601 import moment, timestamp
from muster.embedded.aws.drs.resources import Replication as State
from muster.embedded.aws.drs.snapshots import moments
from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.seeds import Replication

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def points(drs, **params):
    answer = drs.call("DescribeRecoverySnapshots", sourceServerID=DATABASE, **params)
    return answer["items"]


def expected(snapshots):
    return [moment(one["expectedTimestamp"], "") for one in snapshots]


def ages(drs):
    return [drs.world.clock.now() - when for when in expected(points(drs, order="DESC"))]


def gaps(numbers):
    return [round(later - earlier) for earlier, later in pairwise(numbers)]


def test_the_last_hour_has_a_point_every_ten_minutes():
    drs = DrsUnderTest(server(replication=Replication(snapshot_age=120)))

    last_hour = [age for age in ages(drs) if age < HOUR]

    assert last_hour == pytest.approx([120 + 600 * n for n in range(6)], abs=0.001)


def test_the_last_day_has_a_point_every_hour():
    drs = DrsUnderTest(server())

    older = [age for age in ages(drs) if HOUR < age < DAY]

    assert len(older) in {22, 23}
    assert set(gaps(older)) == {HOUR}


def test_the_last_week_has_a_point_every_day():
    drs = DrsUnderTest(server())

    older = [age for age in ages(drs) if age > DAY]

    assert len(older) == 6
    assert set(gaps(older)) == {DAY}


def test_a_point_keeps_its_id_as_long_as_it_is_kept():
    drs = DrsUnderTest(server())
    before = {one["snapshotID"]: one["expectedTimestamp"] for one in points(drs)}

    drs.pass_time(30 * MINUTE)
    after = {one["snapshotID"]: one["expectedTimestamp"] for one in points(drs)}

    common = before.keys() & after.keys()
    assert len(common) > 20
    assert all(before[one] == after[one] for one in common)


def test_an_id_of_the_last_hour_expires_within_the_hour():
    drs = DrsUnderTest(server(replication=Replication(snapshot_age=0)))
    drs.pass_time(25 * MINUTE)
    fresh = points(drs, order="DESC")[0]["snapshotID"]

    drs.pass_time(HOUR)

    assert fresh not in {one["snapshotID"] for one in points(drs)}


def test_oldest_first_unless_asked_otherwise():
    drs = DrsUnderTest(server())

    ascending = expected(points(drs))

    assert ascending == sorted(ascending)
    assert expected(points(drs, order="DESC")) == ascending[::-1]


def test_descending_with_max_results_gives_the_newest():
    drs = DrsUnderTest(server())

    (newest,) = points(drs, order="DESC", maxResults=1)

    assert moment(newest["expectedTimestamp"], "") == max(expected(points(drs)))


def test_points_are_filtered_by_time():
    drs = DrsUnderTest(server())
    bounds = {"fromDateTime": timestamp(START - DAY), "toDateTime": timestamp(START - HOUR)}

    found = expected(points(drs, filters=bounds))

    assert found
    assert all(START - DAY <= when <= START - HOUR for when in found)


def test_the_point_that_is_being_taken_has_no_timestamp_yet():
    drs = DrsUnderTest(server(replication=Replication(snapshot_age=0)))
    newest = points(drs, order="DESC")[0]

    drs.pass_time(MINUTE)
    taken = points(drs, order="DESC")[0]

    assert "timestamp" not in newest
    assert newest["ebsSnapshots"] == []
    assert taken["snapshotID"] == newest["snapshotID"]
    assert taken["timestamp"] > taken["expectedTimestamp"]
    assert taken["ebsSnapshots"][0].startswith("snap-")


def test_the_points_of_an_unknown_server_are_not_found():
    drs = DrsUnderTest(server())

    with pytest.raises(AwsError) as caught:
        drs.call("DescribeRecoverySnapshots", sourceServerID="s-00000000000000000")

    assert caught.value.code == "ResourceNotFoundException"


def test_a_launch_without_a_point_starts_from_now_less_the_lag():
    drs = DrsUnderTest(server(replication=Replication(lag=30)))
    drs.launch()

    achieved = moment(drs.recovery_instances()[0]["pointInTimeSnapshotDateTime"], "")

    assert achieved == pytest.approx(START - 30, abs=2)


def test_a_launch_from_a_point_takes_no_snapshot():
    drs = DrsUnderTest(server())
    chosen = points(drs)[3]
    wanted = [{"sourceServerID": DATABASE, "recoverySnapshotID": chosen["snapshotID"]}]

    job_id = drs.call("StartRecovery", sourceServers=wanted)["job"]["jobID"]
    drs.finish(job_id)

    (instance,) = drs.recovery_instances()
    assert instance["pointInTimeSnapshotDateTime"] == chosen["timestamp"]
    assert not [e for e in drs.events_of(job_id) if "SNAPSHOT" in e]


def test_a_point_that_is_still_being_taken_cannot_be_launched():
    drs = DrsUnderTest(server(replication=Replication(snapshot_age=0)))
    unfinished = points(drs, order="DESC")[0]
    wanted = [{"sourceServerID": DATABASE, "recoverySnapshotID": unfinished["snapshotID"]}]

    with pytest.raises(AwsError) as caught:
        drs.call("StartRecovery", sourceServers=wanted)

    assert caught.value.code == "ResourceNotFoundException"


@pytest.mark.parametrize("state", ["STALLED", "DISCONNECTED", "PAUSED"])
def test_a_dead_source_costs_ten_minutes_and_then_its_last_point_is_used(state):
    drs = DrsUnderTest(server(replication=Replication(state=state, snapshot_age=5_000)))
    last = points(drs, order="DESC")[0]["timestamp"]

    job = drs.launch()

    times = {i["event"]: moment(i["logDateTime"], "") for i in drs.log(job["jobID"])}
    assert times["USING_PREVIOUS_SNAPSHOT"] - times["SNAPSHOT_START"] == pytest.approx(600)
    assert job["participatingServers"][0]["launchStatus"] == "LAUNCHED"
    assert drs.recovery_instances()[0]["pointInTimeSnapshotDateTime"] == last


def test_with_a_dead_source_a_chosen_point_avoids_the_wait():
    drs = DrsUnderTest(server(replication=Replication(state="STALLED", snapshot_age=5_000)))
    last = points(drs, order="DESC")[0]["snapshotID"]
    wanted = [{"sourceServerID": DATABASE, "recoverySnapshotID": last}]

    job_id = drs.call("StartRecovery", sourceServers=wanted)["job"]["jobID"]
    drs.pass_time(580)

    assert drs.job(job_id)["status"] == "COMPLETED"


def test_the_points_of_a_dead_source_do_not_expire():
    drs = DrsUnderTest(server(replication=Replication(state="STALLED", snapshot_age=600)))
    before = points(drs)

    drs.pass_time(10 * HOUR)

    assert points(drs) == before


@pytest.mark.parametrize("state", ["INITIATING", "INITIAL_SYNC"])
def test_before_the_initial_sync_is_done_that_server_fails(state):
    drs = DrsUnderTest(server(replication=Replication(state=state)))
    assert points(drs) == []

    job = drs.launch()

    assert drs.events_of(job["jobID"])[-2] == "SNAPSHOT_FAIL"
    assert job["participatingServers"][0]["launchStatus"] == "FAILED"
    assert drs.log(job["jobID"])[-2]["eventData"]["rawError"]


def test_a_stopped_server_fails_for_it_has_no_point_left():
    drs = DrsUnderTest(server())
    drs.call("StopReplication", sourceServerID=DATABASE)

    job = drs.launch()

    assert drs.events_of(job["jobID"])[-2] == "USING_PREVIOUS_SNAPSHOT_FAILED"


def test_a_source_that_dies_in_mid_run_keeps_its_points_and_its_lag_grows():
    drs = DrsUnderTest(server())
    drs.pass_time(HOUR)

    replication.change(drs.target, drs.target.server(DATABASE), "STALLED")
    drs.pass_time(90)

    shown = drs.source_server()["dataReplicationInfo"]
    assert shown["dataReplicationState"] == "STALLED"
    assert shown["lagDuration"] == "PT1M30S"
    assert shown["dataReplicationError"] == {"error": "AGENT_NOT_SEEN"}
    assert max(expected(points(drs))) <= START + HOUR


def test_a_source_that_comes_back_is_told_and_takes_points_again():
    drs = DrsUnderTest(server())
    source = drs.target.server(DATABASE)
    replication.change(drs.target, source, "STALLED")
    replication.change(drs.target, source, "CONTINUOUS")
    drs.pass_time(HOUR)

    assert [event["detail"]["state"] for event in drs.world.events] == ["STALLED", "NOT_STALLED"]
    assert max(expected(points(drs))) > START


def test_the_time_that_a_source_was_dead_has_no_points():
    drs = DrsUnderTest(server())
    source = drs.target.server(DATABASE)
    replication.change(drs.target, source, "STALLED")
    drs.pass_time(45 * MINUTE)
    replication.change(drs.target, source, "CONTINUOUS")
    drs.pass_time(15 * MINUTE)

    found = expected(points(drs))

    assert not [when for when in found if START + 1 < when < START + 45 * MINUTE]
    assert max(found) > START + 45 * MINUTE


def test_no_grid_means_no_points():
    schedule = State("CONTINUOUS", grid=START)

    assert moments(schedule, START)
    assert moments(replace(schedule, grid=None), START) == []
