"""`muster embedded up` as another process: its port, its announcement, its end."""

import signal
import socket
from contextlib import contextmanager

import pytest
from fakes.embedded_process import EmbeddedProcess, muster, plain_environment

from muster.entrypoints.cli.main import run
from muster.entrypoints.embedded_state import read_state, state_file


@pytest.fixture
def environ(tmp_path):
    return plain_environment(tmp_path)


def announced(environ):
    """The endpoint that other commands of muster find; None if there is none."""
    state = read_state(state_file(environ))
    return state.endpoint if state else None


def test_two_at_once_take_two_ports_and_each_says_what_it_did(environ):
    with (
        EmbeddedProcess("--empty", environ=environ) as one,
        EmbeddedProcess("--empty", environ=environ) as other,
    ):
        assert one.endpoint != other.endpoint
        assert announced(environ) == other.endpoint

        code, said = one.stop()
        assert (code, announced(environ)) == (0, other.endpoint)
        assert f"stopped {one.endpoint}" in said

        code, said = other.stop(signal.SIGTERM)
        assert (code, announced(environ)) == (0, None)
        assert f"another one runs at {one.endpoint}" in said
        assert f"stopped {other.endpoint}" in said


def test_a_taken_port_is_told_in_a_sentence_and_nothing_is_left_behind(environ):
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = str(holder.getsockname()[1])
        done = muster("embedded", "up", "--empty", "--port", port, environ=environ)

    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "hint: leave `--port` out" in done.stderr
    assert "Traceback" not in done.stderr
    assert announced(environ) is None


def test_what_one_left_behind_that_was_killed_is_replaced_and_told(environ):
    port = free_port()
    with EmbeddedProcess("--empty", f"--port={port}", environ=environ) as killed:
        killed.stop(signal.SIGKILL)
        assert announced(environ) == killed.endpoint

    with held(port), EmbeddedProcess("--empty", environ=environ) as next_one:
        assert announced(environ) == next_one.endpoint
        _, said = next_one.stop()
    assert f"one at {killed.endpoint} ended without a word" in said


def test_whoever_takes_the_port_of_one_that_was_killed_tells_it_too(environ):
    port = f"--port={free_port()}"
    with EmbeddedProcess("--empty", port, environ=environ) as killed:
        killed.stop(signal.SIGKILL)

    with EmbeddedProcess("--empty", port, environ=environ) as next_one:
        assert announced(environ) == next_one.endpoint == killed.endpoint
        _, said = next_one.stop()
    assert f"one at {killed.endpoint} ended without a word" in said


def free_port():
    """One of the system's choice: no embedded AWS of another test takes it unasked."""
    with socket.create_server(("127.0.0.1", 0)) as holder:
        return holder.getsockname()[1]


@contextmanager
def held(port):
    """Nobody listens there meanwhile, nor can anybody begin to."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", port))
        yield


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "4710x", "99999999999999999999"])
def test_what_is_no_port_is_refused(capsys, port):
    code = run(["embedded", "up", f"--port={port}"])

    assert code == 2
    assert "must be a port from 1 to 65535, or `auto`" in capsys.readouterr().err
