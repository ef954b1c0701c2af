"""How a source server reads as DRS describes it, whatever DRS leaves out."""

import pytest

from muster.engine.source_servers import display_name, lag_of, replication_of

ID = {"sourceServerID": "s-1"}
HOST = {"sourceProperties": {"identificationHints": {"hostname": "db.example"}}}
EMPTY = {"tags": None, "sourceProperties": {}, "dataReplicationInfo": None}


@pytest.mark.parametrize(
    ("server", "name"),
    [
        ({**ID, **HOST, "tags": {"Name": "db"}}, "db"),
        ({**ID, **HOST, "tags": {"Name": ""}}, "db.example"),
        ({**ID, **EMPTY}, "s-1"),
        (ID, "s-1"),
    ],
)
def test_a_server_is_called_by_its_name_tag_else_its_host_name_else_its_id(server, name):
    assert display_name(server) == name


@pytest.mark.parametrize("server", [ID, {**ID, **EMPTY}])
def test_what_drs_leaves_out_of_replication_is_not_known(server):
    assert (replication_of(server), lag_of(server)) == ("", None)


def test_state_and_lag_of_replication_are_what_drs_says():
    said = {"dataReplicationState": "STALLED", "lagDuration": "PT1M30S"}

    server = {**ID, "dataReplicationInfo": said}

    assert (replication_of(server), lag_of(server)) == ("STALLED", 90)
