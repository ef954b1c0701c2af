"""The end of a wave: written by whoever sees it, once.

A wave whose servers are its last work is over in the very script that sees the last of them: what
needs it starts sooner by two steps.
"""

from collections.abc import Mapping
from typing import Any

from muster.engine.counts import counted
from muster.engine.items import Wave
from muster.engine.keys import wave_key
from muster.engine.states import ServerState, WaveState
from muster.engine.verdict import duration
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.here import Here, load_servers, now
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.sight import has_failed
from ssm_documents.scripts.lib.tell import tell


def is_last_work(here: Here) -> bool:
    """Whether nothing of the wave comes after this script."""
    return here.events.get("last") == "yes"


def succeed(here: Here, wave: Wave, seen: Mapping[str, Any]) -> None:
    """End a wave whose work is done, unless servers are without a result: then `Finish` says so.

    `seen` is what else is written of the wave.
    """
    if not without_result(here, wave) and end_wave(here, wave, WaveState.SUCCEEDED, "", seen):
        tell(here, "wave changed", state=str(WaveState.SUCCEEDED), attempt=wave.attempt, **seen)


def without_result(here: Here, wave: Wave) -> str:
    """The servers that no loop waited for: each is used up after a hundred passes."""
    servers = load_servers(here, here.wave)
    open_ = [s for s in servers if s.state != ServerState.LAUNCHED and not has_failed(s, wave)]
    left = [f"{server.name} ({server.server})" for server in open_]
    many = counted(len(left), "server has", "servers have")
    return f"{many} no result: {', '.join(left[:5])}" if left else ""


def end_wave(
    here: Here, wave: Wave, state: WaveState, reason: str, seen: Mapping[str, Any]
) -> bool:
    """Write how the wave ended, if it is this execution's, and put it on record."""
    ended = 0 if state == WaveState.PENDING else now()
    values = {"state": state, "reason": reason, "since": now(), "ended_at": ended, "waits_for": ""}
    mine = equals("owner", here.execution)
    key = wave_key(here.run, here.wave)
    written = here.table.write(update(key, {**values, **seen}, mine, remove=("owner",)))
    if not written:
        return False
    took = duration(now() - (wave.started_at or now()))
    fact = f"wave/{here.wave}/{wave.attempt}/{state}"
    record(here, fact, f"wave {here.wave} {state} after {took}" + (f": {reason}" if reason else ""))
    return True
