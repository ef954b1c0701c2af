"""Freezing a new run: which servers it is about, and what each wave has to do."""

from collections.abc import Mapping
from typing import Any

from muster.engine.keys import server_key, wave_key
from muster.engine.paths import followers
from muster.engine.shortfall import CRITICAL, OPTIONAL
from muster.engine.source_servers import display_name
from muster.engine.states import ServerState, WaveState
from muster.engine.writes import absent, put
from ssm_documents.scripts.lib.here import Here
from ssm_documents.scripts.lib.inventory import resolve, source_servers
from ssm_documents.scripts.lib.places import Place, where

NOT_EXTENDED = "NOT_EXTENDED"
SPEC = ("wait", "launch", "approval", "health", "timeout", "queue", "groups")
"""What of a wave of the plan its item keeps."""


def frozen_servers(
    here: Here, plan: dict[str, Any], waves: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The servers of the waves as items. Raises `RefusedError` if a group is not as expected."""
    used = sorted({name for wave in waves for name in wave["groups"]})
    places = {name: _place(plan, plan["groups"][name]) for name in used}
    listed = {place: source_servers(where(here, place)) for place in sorted({*places.values()})}
    known = {name: listed[place] for name, place in places.items()}
    groups = resolve({name: plan["groups"][name] for name in used}, known)
    items = [
        {
            "server": server,
            "wave": wave["wave"],
            "group": group,
            "name": display_name(known[group][server]),
            "weight": weight_of(plan["groups"][group], server),
            "state": ServerState.PENDING,
            "attempt": 1,
            "account": places[group][0],
            "region": places[group][1],
            **_staging(known[group][server]),
        }
        for wave in waves
        for group in wave["groups"]
        for server in groups[group]
    ]
    return [{**item, "rank": rank} for rank, item in enumerate(items)]


def _place(plan: Mapping[str, Any], group: Mapping[str, Any]) -> Place:
    """Where a group is recovered; the plan's target is that of groups that name none."""
    target = group.get("target") or plan["target"]
    return str(target["account"]), str(target["region"])


def _staging(server: Mapping[str, Any]) -> dict[str, str]:
    """The staging account of an extended source server (API shape StagingArea)."""
    account = (server.get("stagingArea") or {}).get("stagingAccountID")
    extended = account and server["stagingArea"].get("status") != NOT_EXTENDED
    return {"staging": str(account)} if extended else {}


def weight_of(group: Mapping[str, Any], server: str) -> str:
    """What the failure of the server means for its wave, as the plan says; empty: it counts."""
    named = (weight for weight in (CRITICAL, OPTIONAL) if server in (group.get(weight) or ()))
    return next(named, "")


def write_waves(here: Here, waves: list[dict[str, Any]], servers: list[dict[str, Any]]) -> None:
    """Write the waves and their servers, unless an earlier try has."""
    needs = _needs_among(waves)
    behind, new = followers(needs), absent("pk")
    rows = [
        put(
            wave_key(here.run, name),
            _wave_item(wave, order, servers) | {"needs": needs[name], "followers": behind[name]},
            new,
        )
        for order, (name, wave) in enumerate(zip(needs, waves, strict=True))
    ]
    rows += [put(server_key(here.run, item["wave"], item["server"]), item, new) for item in servers]
    here.table.write_each(rows)


def _needs_among(waves: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What each of these waves needs of the others: a run may be of some waves of its plan."""
    names = {wave["wave"] for wave in waves}
    return {
        wave["wave"]: [name for name in wave.get("needs") or () if name in names] for wave in waves
    }


def _wave_item(wave: dict[str, Any], order: int, servers: list[dict[str, Any]]) -> dict[str, Any]:
    spec = {key: wave.get(key) for key in SPEC}
    failure = wave.get("failure") or {}
    spec |= {"tolerate": failure.get("tolerate") or 0, "then": failure.get("then") or "ask"}
    return {
        "wave": wave["wave"],
        "order": order,
        "state": WaveState.PENDING,
        "attempt": 1,
        "n": 0,
        "lives": 0,
        "total": sum(server["wave"] == wave["wave"] for server in servers),
        "launched": 0,
        "failed": 0,
        "spec": spec,
    }
