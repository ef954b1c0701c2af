"""The book of the chat: what was asked of the bot, by whom, and whether it was done or refused.

Chained like the record of a run, and beside those: most of it belongs to no run. What an act does
to a run stands in that run's record, in the transaction of the act.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from muster.engine.audit import REMEMBERED, broken_at, next_row
from muster.engine.counts import counted
from muster.service.acting.ports import RunWriter
from muster.service.keys import RUNS
from muster.service.ports import Item, RunTable

CHAT = "chat"
"""Stands where a record has its run."""

TRIES = 20
"""How often a row is appended anew when others write at the same moment."""


@dataclass(frozen=True)
class Verified:
    """A record after a look at each row: how many there are, and the hash of the last.

    `broken_at`: the first row that does not fit, 0: all do. `missing`: it was longer, or another,
    when it was looked at before.
    """

    record: str
    rows: int
    head: str
    broken_at: int = 0
    missing: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, as far as the chain shows it."""
        return not self.broken_at and not self.missing


def append(table: RunTable, writer: RunWriter, row: Mapping[str, Any]) -> bool:
    """Write a row into the book; False if others were faster all the time.

    The same `fact` is written once among the latest.
    """
    for _ in range(TRIES):
        latest = table.items(f"AUDIT#{CHAT}", newest=REMEMBERED)
        appended = next_row(CHAT, latest, row)
        if appended is None or writer.write(appended):
            return True
    return False


def records(table: RunTable) -> Iterator[str]:
    """The book, then every run, the newest first."""
    yield CHAT
    yield from (str(entry["run"]) for entry in reversed(table.items(RUNS)))


def verify(table: RunTable, record: str, before: Verified | None = None) -> Verified:
    """Look at every row of a record; `before` is what an earlier look found."""
    rows = table.items(f"AUDIT#{record}")
    head = str(rows[-1].get("hash") or "") if rows else ""
    return Verified(record, len(rows), head, broken_at(rows), _missing(rows, before))


def _missing(rows: Sequence[Item], before: Verified | None) -> str:
    """What a chain cannot show by itself: that its end was cut off, or all of it written anew."""
    if before is None or not before.rows:
        return ""
    if len(rows) < before.rows:
        return f"it had {counted(before.rows, 'row')}, and has {len(rows)}"
    then = str(rows[before.rows - 1].get("hash") or "")
    return "" if then == before.head else f"row {before.rows} is not the one that was there"
