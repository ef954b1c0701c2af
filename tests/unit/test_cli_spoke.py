"""`muster spoke`: one external id for all spokes of a hub, and the line to run in each."""

import shlex

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import fake_service

from muster.engine.keys import spokes_key

ORGANIZATION = ("--organization", "o-abcdefghij")
KNOWN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def service():
    return fake_service()


@pytest.fixture
def cli(service, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Cli(service, capsys)


def given(out):
    words = shlex.split(out)
    return dict(word.split("=", 1) for word in words[words.index("--parameter-overrides") + 1 :])


def test_the_first_time_an_external_id_is_chosen_and_later_it_is_the_same(service, cli, tmp_path):
    code, out, _ = cli("spoke", *ORGANIZATION)
    again = cli("spoke", *ORGANIZATION)[1]

    written = service.table.item(spokes_key())["external_id"]
    assert code == 0
    assert given(out)["ExternalId"] == given(again)["ExternalId"] == written
    assert given(out)["AutomationRoleArn"].endswith(":role/muster-automation")
    assert "sts:ExternalId" in (tmp_path / "muster-spoke.yaml").read_text()


def test_the_external_id_that_spokes_have_already_is_taken_over(service, cli):
    out = cli("spoke", *ORGANIZATION, "--external-id", KNOWN)[1]

    assert given(out)["ExternalId"] == service.table.item(spokes_key())["external_id"] == KNOWN


def test_the_external_id_of_a_hub_is_never_replaced(service, cli):
    service.table.put(spokes_key(), external_id=KNOWN)

    code, out, err = cli("spoke", *ORGANIZATION, "--external-id", "another-one-of-20-chars")

    assert (code, out) == (1, "")
    assert "the hub has another external id already" in err
    assert service.table.item(spokes_key())["external_id"] == KNOWN


@pytest.mark.parametrize("wrong", ["short", "with spaces in it, many", "äöüäöüäöüäöüäöüäöü"])
def test_what_sts_would_refuse_is_no_external_id(service, cli, wrong):
    code, _, err = cli("spoke", *ORGANIZATION, "--external-id", wrong)

    assert code == 1
    assert "this is no external id" in err
    assert service.table.item(spokes_key()) == {}


def test_an_organisation_is_named_by_its_id(service, cli):
    assert cli("spoke", "--organization", "acme")[0] == 2
    assert service.table.item(spokes_key()) == {}
