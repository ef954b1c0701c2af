"""Breaking the glass for one instance, from the command line."""

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import NOW, RUN, fake_service, put_run, put_server, put_wave
from fakes.sample_servers import DB

from muster.engine.keys import override_key

WORDS = ("--destroy", "i-0123456789abcdef0", "--reason", "dead since noon")


@pytest.fixture
def service():
    made = fake_service()
    put_run(made)
    put_wave(made, "databases", state="failed")
    put_server(made, "databases", DB, state="failed")
    return made


def test_an_override_names_server_instance_who_why_and_until_when(service, capsys):
    code, out, err = Cli(service, capsys)("run", "override", "last", DB, *WORDS)

    assert (code, err) == (0, "")
    assert out.startswith(f"for 1 h 00 m a launch of name of {DB} may destroy instance i-01234")
    written = service.table.item(override_key(RUN, DB))
    assert written["expires_at"] == NOW + 3600
    assert (written["reason"], written["instance"]) == ("dead since noon", WORDS[1])
    assert written["by"].startswith("arn:")


def test_a_server_that_the_run_does_not_have_is_refused(service, capsys):
    code, _, err = Cli(service, capsys)("run", "override", "last", "s-1", *WORDS)

    assert code == 1
    assert "has no source server" in err


def test_a_run_that_is_over_needs_no_override(service, capsys):
    put_run(service, state="succeeded")

    code, _, err = Cli(service, capsys)("run", "override", "last", DB, *WORDS)

    assert code == 1
    assert "there is nothing to override" in err
