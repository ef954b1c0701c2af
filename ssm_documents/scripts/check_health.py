"""Wave document: are the recovered instances healthy? The next wave waits for the answer.

Launched is not healthy: EC2's two status checks must pass (EC2 API, DescribeInstanceStatus).
"""

from collections.abc import Sequence
from typing import Any

from botocore.exceptions import ClientError

from muster.engine.items import Server
from muster.engine.keys import wave_key
from muster.engine.limits import WAVE_TICK
from muster.engine.states import ServerState, WaveState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.clients import client, error_code, every
from ssm_documents.scripts.lib.facts import parts
from ssm_documents.scripts.lib.here import (
    Here,
    RefusedError,
    load_run,
    load_servers,
    now,
    open_here,
    own_wave,
    show_trouble,
)
from ssm_documents.scripts.lib.holding import stop_if_ending
from ssm_documents.scripts.lib.passes import repeat

ACTIONS = (
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstanceStatus",
)
DEADLINE = 900
"""How long instances may take until their checks pass, in seconds; a first boot takes minutes."""
PER_CALL = 100


def handler(events: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Give `Again` (yes or no); raises with what is unhealthy when the time is over."""
    here = open_here(events)
    done = repeat(lambda: _tick(here), lambda: WAVE_TICK, lambda text: show_trouble(here, text))
    return {"Again": "no" if done else "yes"}


def _tick(here: Here) -> bool:
    wave = own_wave(here)
    stop_if_ending(load_run(here))
    since = wave.since if wave.state == WaveState.CHECKING else now()
    servers = load_servers(here, here.wave)
    unhealthy = _unhealthy(here, [s for s in servers if s.state == ServerState.LAUNCHED])
    waits_for = f"health of {', '.join(unhealthy[:3])}" if unhealthy else ""
    values = {"state": WaveState.CHECKING, "since": since, "heartbeat": now()}
    mine = equals("owner", here.execution)
    write = update(wave_key(here.run, here.wave), {**values, "waits_for": waits_for}, mine)
    here.table.write(write)
    if unhealthy and now() - since > DEADLINE:
        raise RefusedError(f"not healthy after {DEADLINE} s: {'; '.join(unhealthy[:5])}")
    return not unhealthy


def _unhealthy(here: Here, servers: Sequence[Server]) -> list[str]:
    found = _status_of(here, [server.instance for server in servers if server.instance])
    return [
        f"{server.name} ({server.instance or 'no instance'}:"
        f" {found.get(server.instance, 'unknown')})"
        for server in servers
        if found.get(server.instance) != "ok"
    ]


def _status_of(here: Here, instances: Sequence[str]) -> dict[str, str]:
    found = [
        status for part in parts(instances, PER_CALL) for status in _statuses(here.region, part)
    ]
    return {status["InstanceId"]: _in_words(status) for status in found}


def _statuses(region: str, instances: Sequence[str]) -> list[dict[str, Any]]:
    """The status of each instance; EC2 refuses all for one that it does not know (any more)."""
    ask = client("ec2", region).describe_instance_status
    try:
        return every(ask, "InstanceStatuses", InstanceIds=instances, IncludeAllInstances=True)
    except ClientError as error:
        if not error_code(error).startswith("InvalidInstanceID"):
            raise
    return [s for one in instances if len(instances) > 1 for s in _statuses(region, [one])]


def _in_words(status: dict[str, Any]) -> str:
    state = status["InstanceState"]["Name"]
    checks = {status["SystemStatus"]["Status"], status["InstanceStatus"]["Status"]}
    return (
        "ok" if state == "running" and checks == {"ok"} else f"{state}, {'/'.join(sorted(checks))}"
    )
