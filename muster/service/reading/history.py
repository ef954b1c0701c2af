"""The record of a run, and whether anybody has changed it."""

from dataclasses import dataclass

from muster.engine.audit import broken_at
from muster.engine.items import read
from muster.service.ports import RunTable


@dataclass(frozen=True)
class Row:
    """One row of the record: what happened, by whom, through which door, when (epoch seconds)."""

    seq: int
    at: int
    who: str
    door: str
    text: str
    fact: str = ""
    execution: str = ""
    prev: str = ""
    hash: str = ""


@dataclass(frozen=True)
class History:
    """A run's record; `broken_at`: the first row that is not what was written, 0: all are."""

    rows: tuple[Row, ...]
    broken_at: int

    @property
    def is_whole(self) -> bool:
        """Whether every row is there and carries the hash of the row before it."""
        return not self.broken_at


def history(table: RunTable, run: str) -> History:
    """The record of the run, judged."""
    items = table.items(f"AUDIT#{run}")
    return History(tuple(read(Row, item) for item in items), broken_at(items))
