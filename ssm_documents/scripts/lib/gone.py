"""Recovery instances that somebody else terminated: DRS is not told, and says LAUNCHED for ever.

What EC2 calls terminated never comes back. An instance that EC2 does not show may be one that it
does not show yet ("eventual consistency", EC2 API reference), so DRS has to miss it, too.
"""

from collections.abc import Callable, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.instances import GONE
from muster.engine.items import Server
from muster.engine.keys import server_key, wave_key
from muster.engine.states import ServerState
from muster.engine.writes import Write, equals, update
from ssm_documents.scripts.lib.addresses import described
from ssm_documents.scripts.lib.clients import OutOfTimeError, call, call_once
from ssm_documents.scripts.lib.commands import with_instances
from ssm_documents.scripts.lib.facts import instances_of
from ssm_documents.scripts.lib.here import Here, RefusedError, load_servers, now, show_trouble
from ssm_documents.scripts.lib.places import by_place
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.results import LISTED_WITHIN

UNKNOWN = "neither EC2 nor DRS knows it"
NO_ANSWER = (BotoCoreError, ClientError, OutOfTimeError, RefusedError)
OF_THE_INSTANCE = ("instance", "point_in_time", "health")
NAMED = 5


def terminated(here: Here, servers: Sequence[Server]) -> dict[str, str]:
    """The state of each instance that EC2 calls gone, by server; nothing if EC2 does not answer."""
    try:
        states = _states(here, servers, call_once)
    except (BotoCoreError, ClientError):
        return {}
    return {s.server: states[s.instance] for s in servers if states.get(s.instance) in GONE}


def launch_again_what_is_gone(here: Here) -> None:
    """Servers that an earlier attempt launched are missing in this one if their instance is gone.

    Those of an account that does not answer count as they did: their health checks find out.
    """
    earlier = [s for s in load_servers(here, here.wave) if _is_of_earlier(here, s)]
    gone: dict[str, str] = {}
    for servers in by_place(here, earlier).values():
        gone |= _gone_there(here, servers)
    lost = [server for server in earlier if server.server in gone]
    if lost:
        here.table.write_each(_missing(here, server, gone[server.server]) for server in lost)
        _tell(here, lost, gone)


def _is_of_earlier(here: Here, server: Server) -> bool:
    launched = server.state == ServerState.LAUNCHED and bool(server.instance)
    return launched and server.attempt < here.attempt


def _gone_there(here: Here, servers: Sequence[Server]) -> dict[str, str]:
    """How the instances of servers are gone, by server; none if nobody answers in their account."""
    try:
        return _gone(here, servers)
    except NO_ANSWER as error:
        show_trouble(here, f"whether launched instances still exist is not known: {error}"[:300])
        return {}


def _gone(here: Here, servers: Sequence[Server]) -> dict[str, str]:
    states = _states(here, servers, call)
    unseen = [s for s in servers if s.instance not in states and now() - s.ended_at > LISTED_WITHIN]
    listed = _listed(here, unseen)
    gone = {s.server: states[s.instance] for s in servers if states.get(s.instance) in GONE}
    return gone | {s.server: UNKNOWN for s in unseen if s.instance not in listed}


def _states(here: Here, servers: Sequence[Server], first: Callable[..., Any]) -> dict[str, str]:
    found = described(here, servers, first)
    return {name: str(instance["State"]["Name"]) for name, instance in found.items()}


def _listed(here: Here, servers: Sequence[Server]) -> set[str]:
    return {
        str(instance.get("ec2InstanceID") or "")
        for place, there in with_instances(here, servers)
        for instance in instances_of(place, [server.server for server in there])
    }


def _missing(here: Here, server: Server, how: str) -> Write:
    """The server has to be launched; what EC2 calls gone does not stand in the way of that.

    Its intent stays: a job of it that is not over yet would give it the old instance again.
    """
    licence = {"relaunch": server.instance} if how in GONE else {}
    reason = f"its instance {server.instance} is gone ({how})"
    values = {"state": ServerState.FAILED, "reason": reason, "ended_at": now(), **licence}
    same = equals("state", ServerState.LAUNCHED), equals("instance", server.instance)
    key = server_key(here.run, here.wave, server.server)
    return update(key, values, *same, remove=OF_THE_INSTANCE)


def _tell(here: Here, lost: Sequence[Server], gone: dict[str, str]) -> None:
    servers = load_servers(here, here.wave)
    launched = sum(server.state == ServerState.LAUNCHED for server in servers)
    mine = equals("owner", here.execution)
    here.table.write(update(wave_key(here.run, here.wave), {"launched": launched}, mine))
    named = ", ".join(f"{s.name} ({s.instance}: {gone[s.server]})" for s in lost[:NAMED])
    text = f"wave {here.wave} launches again what is gone: {named}"
    record(here, f"gone/{here.wave}/{here.attempt}/{here.execution}", text)
