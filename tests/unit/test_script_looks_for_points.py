"""Looking for recovery points one by one: what DRS does not tell keeps nobody else waiting."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from ssm_documents.scripts.lib import facts, points

THROTTLED = ClientError({"Error": {"Code": "ThrottlingException", "Message": "no"}}, "Describe")
FORBIDDEN = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "Describe")
A_LOOK = 10
"""How long DRS takes to answer, in seconds."""


class Drs:
    """Whether each server has a recovery point, or the error that DRS answers instead."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **known: Any) -> None:
        self.known, self.asked, self.at = known, [], 0
        monkeypatch.setattr(points, "now", lambda: self.at)
        monkeypatch.setattr(points, "has_point", self.has_point)

    def has_point(self, _there: Any, server: str) -> bool:
        self.asked.append(server)
        self.at += A_LOOK
        if isinstance(self.known[server], Exception):
            raise self.known[server]
        return bool(self.known[server])


def looks(look: Any, *servers: str) -> list[bool | None]:
    return [look("us-west-2", server) for server in servers]


def test_a_point_that_drs_does_not_tell_for_a_moment_is_not_known_and_the_next_is_looked_for(
    monkeypatch,
):
    drs = Drs(monkeypatch, one=THROTTLED, two=True, three=False)
    look = points.looking_until(1000, set())

    assert looks(look, "one", "two", "three") == [None, True, False]
    assert drs.asked == ["one", "two", "three"]


def test_that_looking_is_forbidden_is_not_passed_over(monkeypatch):
    Drs(monkeypatch, one=FORBIDDEN)

    with pytest.raises(ClientError):
        looks(points.looking_until(1000, set()), "one")


def test_when_the_time_is_over_nobody_is_asked_and_what_was_seen_is_still_known(monkeypatch):
    drs = Drs(monkeypatch, one=True, two=True, three=True)
    seen: set[str] = set()

    assert looks(points.looking_until(2 * A_LOOK, seen), "one", "two", "three") == [
        True,
        True,
        None,
    ]
    assert looks(points.looking_until(0, seen), "one", "two", "three") == [True, True, None]
    assert drs.asked == ["one", "two"]


def test_there_are_no_facts_of_a_server_whose_recovery_point_is_not_known(monkeypatch):
    states = {"sure": "CONTINUOUS", "stalled": "STALLED", "late": "CREATING_SNAPSHOT"}
    known = {
        name: {"sourceServerID": name, "dataReplicationInfo": {"dataReplicationState": state}}
        for name, state in states.items()
    }
    monkeypatch.setattr(facts, "servers_by_id", lambda *_: known)
    monkeypatch.setattr(facts, "instances_by_server", lambda *_: {})

    found = facts.gather("us-west-2", [*states, "unknown"], {}, lambda *_: None)

    assert set(found) == {"sure", "stalled", "unknown"}
    assert found["sure"].has_recovery_point
    assert not found["unknown"].exists
