"""Ports and URLs, asked by a Lambda function of the user's own in the network of the instances.

It is given `check` and `servers` (a list of `server`, `name`, `instance`, `address`) and answers
`unhealthy`: the ids of the source servers that do not pass, each with the reason.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from muster.engine.health import kind_of
from muster.engine.items import Server
from ssm_documents.scripts.lib.addresses import addresses
from ssm_documents.scripts.lib.clients import call, client, is_transient
from ssm_documents.scripts.lib.facts import parts
from ssm_documents.scripts.lib.here import Here

ASKED = {
    "tcp": ("tcp",),
    "http": ("http", "path", "status"),
    "https": ("https", "path", "status"),
}
"""What a function is told of a check, by its kind."""
PATIENCE = 120
AT_ONCE = 100


def ask_function(here: Here, check: Mapping[str, Any], servers: Sequence[Server]) -> dict[str, str]:
    """Why each server does not pass."""
    known = {server.server: server for server in servers}
    found: dict[str, str] = {}
    for part in parts(list(known), AT_ONCE):
        found |= _answers(here, check, [known[name] for name in part])
    return found


def _answers(here: Here, check: Mapping[str, Any], servers: Sequence[Server]) -> dict[str, str]:
    at = addresses(here, servers)
    asked = {key: check[key] for key in ASKED[kind_of(check)] if check.get(key)}
    told = [
        {"server": s.server, "name": s.name, "instance": s.instance, "address": at.get(s.instance)}
        for s in servers
    ]
    about = {"run": here.run, "wave": here.wave, "check": asked, "servers": told}
    try:
        unhealthy = _invoke(here, str(check["from"]), about)
    except (ClientError, TypeError, ValueError) as error:
        if is_transient(error):
            raise
        return {server.server: f"{check['from']}: {error}"[:300] for server in servers}
    return {server.server: str(unhealthy.get(server.server) or "") for server in servers}


def _invoke(here: Here, function: str, about: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the function says.

    Raises `ValueError` or `TypeError` if it failed or did not answer as agreed.
    """
    lambda_ = client("lambda", here.region, patience=PATIENCE)
    answer = call(lambda_.invoke, FunctionName=function, Payload=json.dumps(about).encode())
    text = answer["Payload"].read().decode(errors="replace")
    if answer.get("FunctionError"):
        raise ValueError(f"the function failed: {text[:200]}")
    said = json.loads(text or "null")
    found = said.get("unhealthy") if isinstance(said, dict) else None
    if not isinstance(found, dict):
        raise TypeError("the function must answer a mapping `unhealthy` of ids to reasons")
    return found
