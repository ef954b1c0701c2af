"""Source servers as DRS shows them: lag, names, replication, snapshots and subnets."""

import pytest
from fakes.aws.scripted import ScriptedConnection

from muster.aws.recovery import DrsRecoveryService
from muster.aws.source_servers import DrsSourceServers, source_server, subnet_of
from muster.engine.lag import seconds_of

STALLED = {"dataReplicationState": "STALLED"}


@pytest.mark.parametrize(
    ("lag", "seconds"),
    [
        ("", None),
        ("PT0S", 0),
        ("PT2.5S", 2),
        ("PT1H1M1S", 3661),
        ("P1DT2H", 93600),
        ("P", None),
        ("soon", None),
    ],
)
def test_a_lag_is_read_in_seconds(lag, seconds):
    assert seconds_of(lag) == seconds


def test_a_source_server_is_read_as_drs_shows_it():
    shown = source_server(
        {
            "sourceServerID": "s-1",
            "tags": {"Name": "db"},
            "sourceProperties": {"identificationHints": {"hostname": "ip-10"}},
            "dataReplicationInfo": {
                "dataReplicationState": "CONTINUOUS",
                "lagDuration": "PT3S",
            },
            "lifeCycle": {
                "lastLaunch": {
                    "initiated": {"type": "DRILL", "apiCallDateTime": "2026-11-20T08:30:00Z"}
                }
            },
            "recoveryInstanceId": "i-1",
        }
    )

    assert (shown.name, shown.lag, shown.is_ready, shown.instance) == ("db", 3, True, "i-1")
    assert shown.last_launch == ("DRILL", "2026-11-20T08:30:00Z")


def test_a_source_server_of_which_little_is_known_has_its_id_for_a_name():
    shown = source_server({"sourceServerID": "s-1"})

    assert (shown.name, shown.replication, shown.lag, shown.is_ready) == ("s-1", "", None, False)


def test_all_pages_of_source_servers_are_read():
    connection = ScriptedConnection(
        {"items": [{"sourceServerID": "s-1"}], "nextToken": "more"},
        {"items": [{"sourceServerID": "s-2"}]},
    )

    found = DrsSourceServers(connection).listed()

    assert [server.server for server in found] == ["s-1", "s-2"]
    assert connection.calls[1][2]["nextToken"] == "more"


def test_the_replication_of_a_thousand_servers_is_read_by_pages():
    names = [f"s-{number}" for number in range(1000)]
    shown = [{"sourceServerID": n, "dataReplicationInfo": STALLED} for n in names[:-1]]
    pages = [{"items": shown[at : at + 200]} for at in range(0, 1000, 200)]
    connection = ScriptedConnection({**pages[0], "nextToken": "more"}, {}, *pages[1:])

    found = DrsRecoveryService(connection).replication(names)

    assert set(found.values()) == {"STALLED"}
    assert len(found) == 999
    assert len(connection.calls[0][2]["filters"]["sourceServerIDs"]) == 200


def test_the_newest_snapshot_that_says_when_it_was_taken_counts():
    taken = [{"snapshotID": "a"}, {"timestamp": "2026-11-20T08:30:00Z"}]
    connection = ScriptedConnection(
        {"items": taken}, {"items": []}, {"items": [{"timestamp": "?"}]}
    )

    found = DrsSourceServers(connection).snapshots(["s-1", "s-2", "s-3"])

    assert found == {"s-1": 1_795_163_400}
    assert connection.calls[0][2]["order"] == "DESC"


def test_subnets_come_from_the_default_version_of_the_launch_template():
    named = {"NetworkInterfaces": [{}, {"SubnetId": "subnet-1"}]}
    connection = ScriptedConnection(
        {"ec2LaunchTemplateID": "lt-1"},
        {"LaunchTemplateVersions": [{"LaunchTemplateData": named}]},
        {},
        {"ec2LaunchTemplateID": "lt-2"},
        {"LaunchTemplateVersions": []},
    )

    found = DrsSourceServers(connection).subnets(["s-1", "s-2", "s-3"])

    assert found == {"s-1": "subnet-1", "s-2": "", "s-3": ""}
    assert connection.calls[1][2] == {"LaunchTemplateId": "lt-1", "Versions": ["$Default"]}


def test_what_is_good_to_know_of_many_servers_is_asked_as_long_as_somebody_waits():
    seconds = iter(range(100))
    connection = ScriptedConnection(*[{}] * 9)
    servers = DrsSourceServers(connection, lambda: next(seconds) / 2)

    assert list(servers.subnets([f"s-{n}" for n in range(100)])) == ["s-0", "s-1"]


def test_a_template_without_a_subnet_leaves_it_to_ec2():
    assert subnet_of({"NetworkInterfaces": [{"DeviceIndex": 0}]}) == ""
