"""Which AWS a command talks to: a real account only if it is named."""

import json
import socket

import click
import pytest

from muster.entrypoints.cli.door import Choice, place_of
from muster.entrypoints.embedded_state import (
    EmbeddedState,
    is_running,
    read_state,
    remove_state,
    state_file,
    write_state,
)

USERS = {"operator": "AKIAOPERATOR", "approver": "AKIAAPPROVER"}


@pytest.fixture
def environ(tmp_path):
    return {"XDG_STATE_HOME": str(tmp_path)}


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def up(environ, listener):
    """An embedded AWS that is running, by its endpoint."""
    state = EmbeddedState(listener, "us-west-2", USERS, "no-secret")
    write_state(state_file(environ), state)
    return listener


def test_without_anything_named_it_is_the_embedded_one_that_runs(environ, up):
    place = place_of(Choice(), environ)

    assert place.name == f"the embedded AWS at {up}"
    assert (place.endpoint, place.access_key, place.secret) == (up, "AKIAOPERATOR", "no-secret")
    assert (place.region, place.undeployed) == ("us-west-2", True)


def test_a_real_account_is_never_guessed(environ):
    with pytest.raises(click.UsageError, match="nothing says where"):
        place_of(Choice(), {**environ, "AWS_PROFILE": "prod", "AWS_ACCESS_KEY_ID": "AKIAREAL"})


def test_an_embedded_aws_that_is_gone_is_not_used(environ, up):
    gone = EmbeddedState("http://127.0.0.1:1", "us-west-2", USERS, "s")
    write_state(state_file(environ), gone)

    with pytest.raises(click.UsageError, match="no embedded AWS is running"):
        place_of(Choice(), environ)


@pytest.mark.parametrize("choice", [Choice(profile="prod"), Choice(real=True)])
def test_a_named_account_goes_before_a_running_embedded_aws(environ, up, choice):
    place = place_of(choice, environ)

    assert (place.endpoint, place.profile, place.undeployed) == ("", choice.profile, False)


def test_an_endpoint_of_this_machine_is_used(environ, listener):
    place = place_of(Choice(), {**environ, "AWS_ENDPOINT_URL": listener})

    assert (place.endpoint, place.access_key, place.undeployed) == (listener, "", True)


def test_an_endpoint_elsewhere_must_be_called_real(environ):
    elsewhere = {**environ, "AWS_ENDPOINT_URL": "https://vpce-1.example.com"}

    with pytest.raises(click.UsageError, match="not on this machine"):
        place_of(Choice(), elsewhere)
    assert place_of(Choice(real=True), elsewhere).endpoint == "https://vpce-1.example.com"


def test_an_endpoint_of_this_machine_is_no_real_account(environ, listener):
    with pytest.raises(click.UsageError, match="a real account is asked for"):
        place_of(Choice(real=True), {**environ, "AWS_ENDPOINT_URL": listener})


def test_one_acts_as_another_user_in_the_embedded_aws_only(environ, up):
    assert place_of(Choice(user="approver"), environ).access_key == "AKIAAPPROVER"
    there = {**environ, "AWS_ENDPOINT_URL": up}
    assert place_of(Choice(user="approver"), there).access_key == "AKIAAPPROVER"

    with pytest.raises(click.UsageError, match="no user `anna`; it has approver, operator"):
        place_of(Choice(user="anna"), environ)
    with pytest.raises(click.UsageError, match="use `--profile`"):
        place_of(Choice(user="approver", real=True), environ)
    with pytest.raises(click.UsageError, match="needs an embedded AWS"):
        place_of(Choice(user="approver"), {"AWS_ENDPOINT_URL": up, "XDG_STATE_HOME": "/nowhere"})


def test_a_region_that_is_named_goes_first(environ, up):
    assert place_of(Choice(region="eu-west-1"), environ).region == "eu-west-1"


# the state file


def test_an_embedded_aws_removes_its_own_state_only(environ, up):
    path = state_file(environ)

    remove_state(path, "http://127.0.0.1:1")
    assert read_state(path) is not None

    remove_state(path, up)
    assert read_state(path) is None
    remove_state(path, up)


SANE = {"endpoint": "http://127.0.0.1:4566", "region": "r", "users": {"a": "b"}, "secret": "s"}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        json.dumps(SANE | {"endpoint": "https://evil.example.com"}),
        json.dumps(SANE | {"endpoint": "http://127.0.0.1:4566@evil.example.com"}),
        json.dumps(SANE | {"secret": 7}),
        json.dumps(SANE | {"users": 7}),
        json.dumps(SANE | {"more": 1}),
    ],
)
def test_a_state_file_that_makes_no_sense_is_none(tmp_path, content):
    path = tmp_path / "embedded.json"
    path.write_text(content)

    assert read_state(path) is None


def test_nothing_runs_at_an_endpoint_that_makes_no_sense(listener):
    assert is_running(listener)
    assert not is_running("http://127.0.0.1:99999")
    assert not is_running("https://example.com")
