"""A published plan as plain data, whatever version of muster wrote it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from muster.service.ports import RunTable


def plan_content(table: RunTable, plan: str, digest: str) -> Mapping[str, Any]:
    """The version `digest` of a plan; empty if its record is not whole."""
    pieces = table.items(f"PLAN#{plan}", f"{digest}#")
    try:
        return dict(json.loads("".join(str(piece["text"]) for piece in pieces)))
    except ValueError:
        return {}


def accounts_of(content: Mapping[str, Any]) -> Iterator[str]:
    """The accounts in which the plan recovers servers."""
    groups = (content.get("groups") or {}).values()
    for target in (content.get("target"), *(group.get("target") for group in groups)):
        if target:
            yield str(target["account"])
