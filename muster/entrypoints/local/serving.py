"""An embedded AWS that other programs talk to: a port of its own, and word of how to find it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from muster.embedded.aws.principals import SECRET, USERS
from muster.embedded.aws.socket import PortTakenError
from muster.embedded.aws.world import World
from muster.engine.counts import counted
from muster.engine.verdict import duration
from muster.entrypoints.embedded_state import (
    EmbeddedState,
    is_running,
    read_state,
    remove_state,
    state_file,
    write_state,
)
from muster.service.errors import MusterError

FIRST_PORT = 4710
PORTS = 100
"""So many ports are tried from the first one on, where none is named."""


def open_port(world: World, port: int | None) -> int:
    """Listen on `port`, or on the next free one if it is None; gives the port.

    Raises `MusterError` if it is taken, or if none is free.
    """
    wanted = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS)
    for number in wanted:
        try:
            return world.listen(number).port
        except PortTakenError as taken:
            refusal = taken
    hint = "leave `--port` out to take the next free one" if port is not None else "name a `--port`"
    raise MusterError(str(refusal).partition(";")[0], hint)


@contextmanager
def announced(world: World, endpoint: str, environ: Mapping[str, str]) -> Iterator[list[str]]:
    """Let other commands of muster find it meanwhile; gives what is to be said about that."""
    path = state_file(environ)
    before = read_state(path)
    state = EmbeddedState(endpoint, world.inventory.region, dict(USERS), SECRET)
    try:
        write_state(path, state)
    except OSError as error:
        yield [f"other commands do not find it by themselves: `{path}`: {error.strerror}"]
        return
    try:
        yield list(_about(before, endpoint))
    finally:
        remove_state(path, endpoint)


def _about(before: EmbeddedState | None, endpoint: str) -> Iterator[str]:
    if before is None:
        return
    if before.endpoint != endpoint and is_running(before.endpoint):
        yield f"another one runs at {before.endpoint}; `muster` talks to this one from now on"
    else:
        yield f"one at {before.endpoint} ended without a word; its traces are removed"


def summary(world: World, seconds: float) -> str:
    """What happened in it in so many virtual seconds, in a sentence."""
    counts = world.journal.counts
    time = f"{duration(int(seconds))} of virtual time"
    calls = counted(counts.total(), "call")
    runs = counted(counts["ssm:StartAutomationExecution"], "runbook started", "runbooks started")
    jobs = counted(counts["drs:StartRecovery"], "recovery started", "recoveries started")
    return f"{time}, {calls}, {runs}, {jobs}"
