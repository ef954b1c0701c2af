"""Which servers a hook is about, and what it may know of them."""

from collections.abc import Collection
from typing import Any

from muster.engine.expansion import unexpanded
from muster.engine.items import Server, Wave
from muster.engine.states import ServerState
from ssm_documents.scripts.lib.addresses import addresses
from ssm_documents.scripts.lib.here import Here, RefusedError, load_servers

PER_PARAMETER = 50
"""Values of one parameter (SSM API, shape AutomationParameterValueList)."""
PER_LIST = 100
"""Entries of a script's output (user guide, automation-action-executeScript)."""
LISTS = {"instance_ids": "InstanceIds", "private_ips": "PrivateIps"}
IDS, SERVERS = "source_server_ids", "servers"


def launched_for(here: Here, wave: Wave, phase: str) -> list[Server]:
    """The launched servers: after its launch the wave's own, before it those of what it needs."""
    waves = (wave.wave,) if phase == "after" and wave.total else wave.needs
    found = [server for name in waves for server in load_servers(here, name)]
    return [s for s in found if s.state == ServerState.LAUNCHED and s.instance]


def facts_for(here: Here, wave: Wave, hook: str, asked: Collection[str]) -> dict[str, Any]:
    """The outputs of a turn for the hook after it. Raises `RefusedError` if a list is too long."""
    if not asked:
        return {}
    launched = launched_for(here, wave, hook.split("-", maxsplit=1)[0])
    at = addresses(here, launched) if set(asked) - {IDS} else {}
    lists = {
        "instance_ids": [server.instance for server in launched],
        "private_ips": [at.get(server.instance, "") for server in launched],
    }
    found: dict[str, Any] = {LISTS[name]: lists[name] for name in LISTS if name in asked}
    if IDS in asked:
        about = load_servers(here, wave.wave) if wave.total else launched
        found["SourceServerIds"] = [server.server for server in about]
    _check_length(hook, found)
    if SERVERS in asked:
        found["Servers"] = [_told(server, at) for server in launched[:PER_LIST]]
    return found


def _check_length(hook: str, found: dict[str, list[str]]) -> None:
    longest = max(map(len, found.values()), default=0)
    if longest > PER_PARAMETER:
        raise RefusedError(
            f"hook {hook} is about {longest} servers, and a parameter takes {PER_PARAMETER}; use a"
            " function or a command, or make smaller waves"
        )


def _told(server: Server, at: dict[str, str]) -> dict[str, str]:
    return {
        "server": server.server,
        "name": unexpanded(server.name),
        "instance": server.instance,
        "address": at.get(server.instance, ""),
        "account": server.account,
        "region": server.region,
    }
