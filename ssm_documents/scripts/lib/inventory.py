"""Which source servers a plan's groups mean today, as DRS knows them."""

from collections.abc import Iterable, Mapping
from typing import Any

from muster.engine.groups import unexpected
from ssm_documents.scripts.lib.clients import Where, client, every
from ssm_documents.scripts.lib.here import RefusedError


def source_servers(there: Where) -> dict[str, Any]:
    """Every source server of an account and Region, by id."""
    drs = client("drs", there)
    found = every(drs.describe_source_servers, filters={}, maxResults=200)
    return {server["sourceServerID"]: server for server in found}


def resolve(
    groups: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]
) -> dict[str, list[str]]:
    """Group name to server ids; `known` are the source servers where the group is, by its name.

    Raises `RefusedError` with every expectation that is not met.
    """
    found = {name: _matching(group, known[name]) for name, group in groups.items()}
    problems = [*_unmet(groups, found, known), *_doubles(found)]
    if problems:
        raise RefusedError("; ".join(problems))
    return found


def _matching(group: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    if group.get("servers"):
        return list(group["servers"])
    wanted = (group.get("tags") or {}).items()
    return sorted(
        name for name, server in known.items() if wanted <= (server.get("tags") or {}).items()
    )


def _unmet(
    groups: Mapping[str, Any],
    found: Mapping[str, list[str]],
    known: Mapping[str, Mapping[str, Any]],
) -> Iterable[str]:
    for name, servers in found.items():
        expect = groups[name].get("expect") or {}
        yield from unexpected(name, servers, known[name], expect.get("min", 1), expect.get("max"))


def _doubles(found: Mapping[str, list[str]]) -> Iterable[str]:
    owners: dict[str, list[str]] = {}
    for name, servers in found.items():
        for server in servers:
            owners.setdefault(server, []).append(name)
    for server, names in owners.items():
        if len(names) > 1:
            yield f"server {server} is in groups {' and '.join(names)}"
