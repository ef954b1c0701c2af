"""Inventory files: what an embedded AWS holds when it starts.

account: "123456789012"
region: us-west-2
servers:
- id: s-51d6b65c73391918f
  tags: {Application: sample, Role: DBServer}
  disks: [{device: /dev/nvme0n1, bytes: 8589934592}]
  ports: {5432: after 3m, 22: closed}
  http: {8080/healthz: 503}
- id: s-0123456789abcdef0
  staging: {account: "210987654321", server: s-fedcba98765432100}
functions:
  point-dns: {takes: 20s, returns: {changed: 2}}
runbooks:
  check-licences: {schemaVersion: "0.3", mainSteps: [...]}
"""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.clock import FOREVER
from muster.embedded.aws.forms import (
    Field,
    anything,
    choice,
    flag,
    list_of,
    load,
    map_of,
    number,
    record,
    seconds,
    text,
)
from muster.embedded.aws.places import FormError, Path, Reading
from muster.embedded.aws.seeds import (
    Disk,
    Function,
    Inventory,
    Launch,
    Replication,
    Server,
    Staging,
)

__all__ = ["FormError", "load_inventory"]

LAST_PORT = 65_535
LARGEST_DISK = 64 * 1024**4  # bytes; the largest EBS volume (io2 Block Express)

_account = text(r"\d{12}", "an account id of 12 digits in quotes")
_region = text(r"[a-z]{2}(-[a-z]+)+-\d", "a Region such as us-west-2")

_DISK = {
    "device": Field(text(r"[\x20-\x7e]{1,256}", "a device name"), required=True),
    "bytes": Field(number(1, LARGEST_DISK, whole=True), required=True),
}
_REPLICATION = {
    "state": Field(
        choice(
            "CONTINUOUS",
            "STALLED",
            "INITIAL_SYNC",
            "RESCAN",
            "BACKLOG",
            "PAUSED",
            "CREATING_SNAPSHOT",
            "INITIATING",
            "STOPPED",
            "DISCONNECTED",
        )
    ),
    "lag": Field(seconds),
    "snapshot_age": Field(seconds),
}
_cidr = text(r"172\.31\.\d+\.\d+/\d{2}", "a CIDR block in 172.31.0.0/16")
_LAUNCH = {
    "disposition": Field(choice("STARTED", "STOPPED")),
    "copy_private_ip": Field(flag),
    "copy_tags": Field(flag),
    "right_sizing": Field(choice("NONE", "BASIC", "IN_AWS")),
    "subnet": Field(_cidr),
}


def _opens(reading: Reading, path: Path, value: Any) -> Any:
    """`open`, `closed`, or `after 3m`: seconds after the launch."""
    word, _, length = str(value).partition(" ")
    if word in ("open", "closed") and not length:
        return 0.0 if word == "open" else FOREVER
    if word != "after":
        return reading.wrong(path, "must be open, closed, or such as: after 3m")
    return seconds(reading, path, length)


def _ports(reading: Reading, path: Path, value: Any) -> Any:
    values = map_of(_opens)(reading, path, value)
    known = values if isinstance(value, dict) else {}
    for port in known:
        if not (port.isdecimal() and 0 < int(port) <= LAST_PORT):
            reading.wrong((*path, port), f"must be a port from 1 to {LAST_PORT}")
    return {int(port): opens for port, opens in known.items() if port.isdecimal()}


def _http(reading: Reading, path: Path, value: Any) -> Any:
    values = map_of(number(100, 599, whole=True))(reading, path, value)
    for url in values if isinstance(value, dict) else ():
        if not _PORT_AND_PATH.fullmatch(url):
            reading.wrong((*path, url), "must be a port and a path, such as 8080/healthz")
    return values


_PORT_AND_PATH = re.compile(r"\d{1,5}/[^\s'\"]*")

_server_id = text(r"s-[0-9a-zA-Z]{17}", "s- and 17 letters or digits")
_STAGING = {
    "account": Field(_account, required=True),
    "server": Field(_server_id, required=True),
    "error": Field(text()),
}
_SERVER = {
    "id": Field(_server_id, required=True),
    "account": Field(_account),
    "region": Field(_region),
    "hostname": Field(text(r"[\w.\-]{1,253}", "a host name")),
    "tags": Field(map_of(text(r"[^\x00-\x1f]{0,256}", "text of 256 characters at most"))),
    "instance_type": Field(text(r"[a-z0-9\-]+\.[a-z0-9\-]+", "an instance type such as c5.large")),
    "ram_bytes": Field(number(1, whole=True)),
    "cores": Field(number(1, 1024, whole=True)),
    "disks": Field(list_of(record(_DISK))),
    "os": Field(text()),
    "replication": Field(record(_REPLICATION)),
    "recovery_instance": Field(record({"kind": Field(choice("live", "drill"), required=True)})),
    "launch": Field(record(_LAUNCH)),
    "staging": Field(record(_STAGING)),
    "ports": Field(_ports),
    "http": Field(_http),
}
_FUNCTION = {
    "takes": Field(seconds),
    "returns": Field(anything),
    "fails": Field(text()),
}


def _function(reading: Reading, path: Path, value: Any) -> Any:
    values = record(_FUNCTION)(reading, path, value)
    if isinstance(value, dict) and "returns" in value and "fails" in value:
        reading.wrong(path, "a function either returns or fails")
    return values


def _runbook(reading: Reading, path: Path, value: Any) -> Any:
    if isinstance(value, dict) and value.get("schemaVersion") == "0.3" and value.get("mainSteps"):
        return value
    return reading.wrong(
        path, 'must be an Automation document: schemaVersion "0.3" in quotes, and mainSteps'
    )


_INVENTORY = {
    "account": Field(_account),
    "region": Field(_region),
    "servers": Field(list_of(record(_SERVER)), required=True),
    "functions": Field(map_of(_function)),
    "runbooks": Field(map_of(_runbook)),
    "subnets": Field(list_of(_cidr)),
}


def load_inventory(text: str, name: str = "inventory") -> Inventory:
    """Read an inventory file; raises `FormError` with all mistakes, `name` and line before each."""
    values, reading = load(text, name, _INVENTORY)
    _refuse_twins(values.get("servers", ()), reading)
    reading.finish()
    hub = {"account": "123456789012", "region": "us-west-2"} | {
        key: values[key] for key in ("account", "region") if key in values
    }
    return Inventory(
        **hub,
        servers=tuple(_server(one, hub) for one in values["servers"]),
        functions={
            key: Function(name=key, **one) for key, one in values.get("functions", {}).items()
        },
        runbooks=values.get("runbooks", {}),
        subnets=values.get("subnets", ()),
    )


def _server(values: Mapping[str, Any], hub: Mapping[str, str]) -> Server:
    plain = {**hub, **values}
    disks = tuple(
        Disk(device=disk["device"], size=disk["bytes"]) for disk in plain.get("disks", ())
    )
    made = {
        "replication": Replication(**plain.get("replication", {})),
        "launch": Launch(**plain.get("launch", {})),
        "recovery_instance": plain.get("recovery_instance", {}).get("kind"),
        "staging": Staging(**plain["staging"]) if "staging" in plain else None,
    }
    return dataclasses.replace(Server(**{**plain, **made}), disks=disks or Server.disks)


def _refuse_twins(servers: Any, reading: Reading) -> None:
    seen: set[str] = set()
    for at, server in enumerate(servers):
        server_id = server.get("id", "")
        if server_id and server_id in seen:
            reading.wrong(("servers", at, "id"), f"{server_id} stands in the list twice")
        seen.add(server_id)
