"""A hook that is a command: a line of shell on the instances that it is about, by Run Command."""

from collections.abc import Mapping
from typing import Any

from muster.engine.counts import counted
from muster.engine.items import Server
from ssm_documents.scripts.lib.addresses import addresses
from ssm_documents.scripts.lib.commands import Answer, run_lines
from ssm_documents.scripts.lib.here import Here, RefusedError, open_here, own_wave
from ssm_documents.scripts.lib.hook_servers import launched_for

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:Query",
    "ec2:DescribeInstances",
    "ssm:DescribeInstanceInformation",
    "ssm:ListCommandInvocations",
    "ssm:SendCommand",
    "sts:AssumeRole",
)
SHOWN = 900


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Output`, a line for each server; raises if the command failed on one of them."""
    here = open_here(events)
    wave = own_wave(here)
    servers = launched_for(here, wave, str(events["phase"]))
    if not servers:
        raise RefusedError("nothing that this command could run on was launched")
    at = addresses(here, servers) if "private_ip" in events["command"] else {}
    answers = run_lines(here, servers, lambda s, _: _line(here, s, at), int(events["seconds"]))
    bad = [server for server in servers if not answers[server.server].is_good]
    shown = _shown(bad or servers, answers)
    if bad:
        where = f"{len(bad)} of {counted(len(servers), 'server')}"
        raise RefusedError(f"the command failed on {where}: {shown}")
    return {"Output": shown}


def _line(here: Here, server: Server, at: Mapping[str, str]) -> str:
    """The command with its variables; their values have narrow forms and need no quotes."""
    known = {
        "run": here.run,
        "wave": here.wave,
        "plan": here.events["plan"],
        "mode": here.events["mode"],
        "instance_id": server.instance,
        "private_ip": at.get(server.instance, ""),
        "source_server_id": server.server,
    }
    text = str(here.events["command"])
    for name, value in known.items():
        text = text.replace("${muster." + name + "}", str(value))
    return text


def _shown(servers: list[Server], answers: Mapping[str, Answer]) -> str:
    lines = (f"{server.name}: {answers[server.server].in_words}" for server in servers)
    return "\n".join(lines)[:SHOWN]
