"""Where a script stands: its table, run, wave and execution, from the step's InputPayload."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from muster.engine.items import Run, Server, Wave, read
from muster.engine.keys import run_key, wave_key
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.table import Table


class RefusedError(Exception):
    """The script ends without doing its work; the message is for the operator."""


@dataclass(frozen=True)
class Here:
    """The surroundings of one script."""

    table: Table
    run: str
    wave: str
    attempt: int
    execution: str
    account: str
    region: str
    topic: str
    events: Mapping[str, Any]
    lent: dict[str, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)
    """What spokes have lent, by account: the keys of their roles."""


def open_here(events: Mapping[str, Any]) -> Here:
    """The surroundings that the step's InputPayload names."""
    return Here(
        Table(events["table"], events["region"]),
        str(events.get("run") or ""),
        str(events.get("wave") or ""),
        int(events.get("attempt") or 1),
        events["execution"],
        events["account"],
        events["region"],
        str(events.get("topic") or ""),
        events,
    )


def now() -> int:
    """Epoch seconds, UTC."""
    return int(moment())


def moment() -> float:
    """Epoch seconds with their fraction, UTC: for what is repeated at an even pace."""
    return time.time()


def load_run(here: Here) -> Run:
    """The run. Raises `RefusedError` if there is none."""
    item = here.table.get(run_key(here.run))
    if not item:
        raise RefusedError(f"there is no run {here.run!r}; leave RunId empty to start a new one")
    return read(Run, item)


def load_wave(here: Here) -> Wave:
    """The wave that this execution is for. Raises `RefusedError` if the run does not have it."""
    item = here.table.get(wave_key(here.run, here.wave))
    if not item:
        raise RefusedError(f"run {here.run} has no wave {here.wave!r}")
    return read(Wave, item)


def load_waves(here: Here) -> tuple[Wave, ...]:
    """All waves of the run, in the order of the plan."""
    items = here.table.query(f"RUN#{here.run}", "WAVE#")
    return tuple(sorted((read(Wave, item) for item in items), key=lambda wave: wave.order))


def load_servers(here: Here, wave: str = "") -> tuple[Server, ...]:
    """The source servers of one wave, or of the whole run."""
    prefix = f"SRV#{wave}#" if wave else "SRV#"
    return tuple(read(Server, item) for item in here.table.query(f"RUN#{here.run}", prefix))


def own_wave(here: Here) -> Wave:
    """The wave, if this execution owns it. Raises `RefusedError` if it is another's now."""
    wave = load_wave(here)
    check_owner(here, wave)
    return wave


def check_owner(here: Here, wave: Wave) -> None:
    """Raise `RefusedError` unless this execution owns the wave."""
    if wave.owner != here.execution:
        owner = wave.owner or "no execution now"
        raise RefusedError(f"wave {here.wave} belongs to {owner}, not to {here.execution}")


def show_trouble(here: Here, text: str) -> None:
    """Let people see what the wave waits for, if it is this execution's."""
    mine = equals("owner", here.execution)
    here.table.write(update(wave_key(here.run, here.wave), {"waits_for": text}, mine))
