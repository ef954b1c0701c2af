"""What one tick of a wave sees of its run, itself, its servers, its intents and its targets.

Run, wave and targets are read at every tick, in one call. Servers and intents are written by the
wave's own execution while it is under way, so they are read again after every change of ours, and
now and then; servers also right before a launch, since somebody may have adopted one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from muster.engine.items import Intent, Run, Server, Wave, read
from muster.engine.jobs import Job
from muster.engine.keys import run_key, target_key, wave_key
from muster.engine.states import ServerState
from muster.engine.target import Target, read_target
from ssm_documents.scripts.lib.here import Here, RefusedError, check_owner, load_servers, now
from ssm_documents.scripts.lib.intents import in_flight, load_intents
from ssm_documents.scripts.lib.job_logs import JobLogs
from ssm_documents.scripts.lib.places import Place, by_place

BELIEVED = 300
"""So long servers and intents are not read again without a reason, in seconds."""


@dataclass(frozen=True)
class Sight:
    """What one tick sees."""

    run: Run
    wave: Wave
    servers: Mapping[str, Server]
    intents: list[Intent]
    targets: Mapping[Place, Target]

    @property
    def in_flight(self) -> set[str]:
        """The servers of intents that are not settled."""
        return in_flight(self.intents)

    @property
    def missing(self) -> list[Server]:
        """The servers to launch now: not yet tried in this attempt, and not in flight."""
        under_way = self.in_flight
        return [
            server
            for server in self.servers.values()
            if server.server not in under_way and is_to_do(server, self.wave)
        ]


@dataclass
class Watch:
    """What one pass of a wave remembers between its ticks; losing it does no harm."""

    here: Here
    servers: dict[str, Server] = field(default_factory=dict)
    intents: list[Intent] = field(default_factory=list)
    read_at: int = 0
    logs: JobLogs = field(default_factory=JobLogs)
    asked: dict[str, int] = field(default_factory=dict)
    """When something that is not in the snapshot was last asked for."""
    older: dict[str, Job] = field(default_factory=dict)
    """What was answered."""
    pointed: set[str] = field(default_factory=set)
    """The servers of which a recovery point was seen."""
    trouble: str = ""
    """What AWS did not answer at the last tick, in words."""
    met: dict[tuple[str, ...], int] = field(default_factory=dict)
    """How often a chunk met a conflict of which DRS did not say whose it was."""
    polled: bool = False
    """Whether the last listing of a target was ours: then the next one is, too."""
    due: float = 0
    """When the next listing of a target may be made, in epoch seconds."""

    @property
    def is_behind(self) -> bool:
        """Whether something was changed since servers and intents were read."""
        return not self.read_at

    def forget(self) -> None:
        """Read servers and intents anew at the next look: something of them has changed."""
        self.read_at = 0


def look(watch: Watch) -> Sight:
    """Read what may have changed. Raises `RefusedError` if the wave is another execution's now."""
    here = watch.here
    if now() - watch.read_at > BELIEVED:
        watch.servers = {server.server: server for server in load_servers(here, here.wave)}
        watch.intents = load_intents(here)
        watch.read_at = now()
    places = list(by_place(here, watch.servers.values()))
    keys = [run_key(here.run), wave_key(here.run, here.wave), *(target_key(*p) for p in places)]
    run, wave, *items = here.table.get_each(keys)
    if not run:
        raise RefusedError(f"there is no run {here.run!r}")
    own = read(Wave, wave)
    check_owner(here, own)
    targets = {place: read_target(*place, item) for place, item in zip(places, items, strict=True)}
    return Sight(read(Run, run), own, watch.servers, watch.intents, targets)


def has_failed(server: Server, wave: Wave) -> bool:
    """Whether the server failed in the wave's present attempt."""
    return server.state == ServerState.FAILED and server.attempt == wave.attempt


def is_to_do(server: Server, wave: Wave) -> bool:
    """Whether the server is to be launched in the wave's present attempt, unless it is in flight.

    Nothing is in flight of one that is `launching` without an intent that lives.
    """
    again = server.state == ServerState.FAILED and server.attempt < wave.attempt
    dropped = server.state == ServerState.LAUNCHING
    return server.state == ServerState.PENDING or again or dropped
