"""Where it stands which messages about a run exist: partition `MESSAGE#<run>` of the run table.

sort key                   attributes
PLACE                      channel: where the run was asked for
ROOT                       the one message of the run
APPROVAL#gate#attempt      and one for each of these, once
DECISION#wave#attempt      with #epoch from the second on
ENDED#epoch
CALL#key
THREAD                     told: the newest row of the record that stands in the thread

A message's item is claimed before anything is posted, so that two processes never post it twice:
`claim`, `claimed_at`, then `ts`. Before each edit `seq` is counted up, after it `digest` and
`state` are noted; `closed`: it is never edited again. Times are milliseconds of the wall's clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.engine.items import Gate, read
from muster.engine.keys import Key
from muster.engine.writes import Write, put
from muster.service.ports import RunTable

ROOT, PLACE, THREAD = "ROOT", "PLACE", "THREAD"
APPROVAL, DECISION, ENDED, CALL = "APPROVAL#", "DECISION#", "ENDED#", "CALL#"


@dataclass(frozen=True)
class Posted:
    """A message as the run table knows it; `ts` empty: claimed, perhaps posted."""

    channel: str = ""
    ts: str = ""
    claim: str = ""
    claimed_at: int = 0
    seq: int = 0
    digest: str = ""
    state: str = ""
    edited_at: int = 0
    closed: bool = False
    recreated: bool = False
    mailed: bool = False
    told: int = 0


def message_key(run: str, name: str) -> Key:
    """Where a message of a run is noted."""
    return f"MESSAGE#{run}", name


def approval_name(gate: Gate) -> str:
    """The message of one attempt of a gate."""
    return f"{APPROVAL}{gate.gate}#{gate.attempt:04d}"


def decision_name(wave: str, attempt: int, epoch: int) -> str:
    """The message of one failed attempt of a wave; a run that was restarted asks again."""
    return f"{DECISION}{wave}#{attempt:04d}" + (f"#{epoch:04d}" if epoch > 1 else "")


def decision_of(name: str) -> tuple[str, int]:
    """The wave and the attempt that such a message is about."""
    wave, attempt, *_ = name.removeprefix(DECISION).split("#")
    return wave, int(attempt)


def ended_name(epoch: int) -> str:
    """The message of how the run ended."""
    return f"{ENDED}{epoch:04d}"


def place_write(run: str, channel: str) -> tuple[Write, ...]:
    """Remember in which channel a run was asked for; nothing for what is no channel of a team."""
    if not channel.startswith(("C", "G")):
        return ()
    return (put(message_key(run, PLACE), {"channel": channel}),)


def read_posted(table: RunTable, run: str) -> Mapping[str, Posted]:
    """Every message of the run by its name."""
    items: list[Mapping[str, Any]] = list(table.items(f"MESSAGE#{run}"))
    return {str(item["sk"]): read(Posted, item) for item in items}
