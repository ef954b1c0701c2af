"""`override`: whoever broke the glass lets a launch destroy one named live instance.

No runbook carries it: the partition of overrides is written by the break-glass role alone, so the
caller's own credentials are the proof.
"""

from dataclasses import dataclass

from muster.engine.items import Run, Server, read
from muster.engine.keys import override_key, run_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.verdict import duration
from muster.engine.writes import put
from muster.service.errors import RefusedError
from muster.service.service import Service


@dataclass(frozen=True)
class OverrideWish:
    """Which instance of which source server; `seconds`: how long it holds."""

    run: str
    server: str
    instance: str
    seconds: int
    reason: str


def override(service: Service, wish: OverrideWish) -> str:
    """Write it down and give the sentence of what follows.

    Raises `RefusedError` if the run is over or has no such server, `AwsError` if the caller is not
    allowed to.
    """
    run = read(Run, service.table.item(run_key(wish.run)))
    if run.state in RUN_TERMINAL:
        raise RefusedError(f"the run is {run.state}; there is nothing to override")
    server = _server(service, wish)
    at = service.clock.now()
    values = {
        "server": wish.server,
        "instance": wish.instance,
        "by": service.identity.caller().arn,
        "reason": wish.reason,
        "at": at,
        "expires_at": at + wish.seconds,
    }
    service.store.write(put(override_key(wish.run, wish.server), values))
    return (
        f"for {duration(wish.seconds)} a launch of {server.name} may destroy instance"
        f" {wish.instance}; if its wave has failed, retry wave {server.wave}"
    )


def _server(service: Service, wish: OverrideWish) -> Server:
    items = service.table.items(f"RUN#{wish.run}", "SRV#")
    found = [read(Server, item) for item in items if item["server"] == wish.server]
    if not found:
        hint = "name it by its DRS id, as `muster run status --json` shows it"
        raise RefusedError(f"run {wish.run} has no source server {wish.server!r}", hint)
    return found[0]
