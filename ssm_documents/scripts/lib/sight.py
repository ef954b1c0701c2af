"""What one tick of a wave sees of its run, itself, its servers and its intents."""

from dataclasses import dataclass

from muster.engine.items import Intent, Run, Server, Wave
from muster.engine.states import ServerState
from ssm_documents.scripts.lib.here import Here, load_run, load_servers, own_wave
from ssm_documents.scripts.lib.intents import in_flight, load_intents


@dataclass(frozen=True)
class Sight:
    """What one tick sees."""

    run: Run
    wave: Wave
    servers: dict[str, Server]
    intents: list[Intent]

    @property
    def in_flight(self) -> set[str]:
        """The servers of intents that are not settled."""
        return in_flight(self.intents)

    @property
    def missing(self) -> list[Server]:
        """The servers to launch now: not yet tried in this attempt, and not in flight."""
        return [
            server
            for server in self.servers.values()
            if server.server not in self.in_flight and _is_to_do(server, self.wave)
        ]


def look(here: Here) -> Sight:
    """Read it all anew."""
    servers = load_servers(here, here.wave)
    by_id = {server.server: server for server in servers}
    return Sight(load_run(here), own_wave(here), by_id, load_intents(here))


def has_failed(server: Server, wave: Wave) -> bool:
    """Whether the server failed in the wave's present attempt."""
    return server.state == ServerState.FAILED and server.attempt == wave.attempt


def _is_to_do(server: Server, wave: Wave) -> bool:
    again = server.state == ServerState.FAILED and server.attempt < wave.attempt
    dropped = server.state == ServerState.LAUNCHING
    return server.state == ServerState.PENDING or again or dropped
