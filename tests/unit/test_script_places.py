"""How a runbook of the hub reaches servers of other accounts."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from muster.engine.items import Server
from ssm_documents.scripts.lib import places
from ssm_documents.scripts.lib.here import RefusedError

KEYS = {"AccessKeyId": "ASIA", "SecretAccessKey": "not-shown", "SessionToken": "token"}


class Sts:
    """Lends the keys of every role, and notes how it was asked."""

    def __init__(self, code: str = "") -> None:
        self.code, self.asked = code, []

    def assume_role(self, **given: Any) -> dict[str, Any]:
        self.asked.append(given)
        if self.code:
            raise ClientError({"Error": {"Code": self.code, "Message": "no"}}, "AssumeRole")
        return {"Credentials": KEYS}


class Table:
    def __init__(self, **item: str) -> None:
        self.item = item

    def get(self, _key: object) -> dict[str, str]:
        return self.item


class Here:
    run, account, region = "run-1", "111111111111", "us-west-2"

    def __init__(self, **item: str) -> None:
        self.events = {"spoke_role": "arn:aws:iam::*:role/muster-spoke"}
        self.table, self.lent = Table(**item), {}


@pytest.fixture
def sts(monkeypatch) -> Sts:
    made = Sts()
    monkeypatch.setattr(places, "client", lambda *_: made)
    return made


def test_in_its_own_account_a_runbook_is_itself_in_every_region(sts):
    there = places.where(Here(), ("111111111111", "eu-west-1"))

    assert (there.region, dict(there.keys)) == ("eu-west-1", {})
    assert sts.asked == []


def test_in_another_account_it_assumes_the_spokes_role_once_with_the_external_id(sts):
    here = Here(external_id="a-word-between-us")
    first, second = (places.where(here, ("222222222222", region)) for region in ("a", "b"))

    assert first.keys == second.keys
    assert sts.asked == [
        {
            "RoleArn": "arn:aws:iam::222222222222:role/muster-spoke",
            "RoleSessionName": "muster-run-1",
            "ExternalId": "a-word-between-us",
        }
    ]


def test_no_keys_are_in_what_is_printed(sts):
    here = Here()

    assert "not-shown" not in repr(places.where(here, ("222222222222", "a")))


def test_an_account_that_does_not_let_the_hub_in_is_named_with_what_to_do(sts):
    sts.code = "AccessDenied"

    with pytest.raises(RefusedError, match="account 222222222222 does not let the hub in"):
        places.where(Here(), ("222222222222", "a"))


def test_servers_without_a_place_are_the_hubs_own(sts):
    servers = [
        Server("s-1", "w", "pending"),
        Server("s-2", "w", "pending", account="2", region="r"),
    ]

    found = places.by_place(Here(), servers)
    assert {place: [s.server for s in those] for place, those in found.items()} == {
        ("111111111111", "us-west-2"): ["s-1"],
        ("2", "r"): ["s-2"],
    }
