"""The record of a run, and whether anybody has changed it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from muster.engine.items import read
from muster.service.ports import Item, RunTable

KEYS = frozenset({"pk", "sk", "hash"})


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
    """A run's record; `breaks` says in words where it is not what was once written."""

    rows: tuple[Row, ...]
    breaks: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every row is there and carries the hash of the row before it."""
        return not self.breaks


def history(table: RunTable, run: str) -> History:
    """The record of the run, judged."""
    items = table.items(f"AUDIT#{run}")
    return History(tuple(read(Row, item) for item in items), tuple(_breaks(items)))


def row_hash(row: Item) -> str:
    """The hash of a row: over everything in it but its keys and the hash itself."""
    content = {key: value for key, value in row.items() if key not in KEYS}
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _breaks(items: Sequence[Item]) -> Iterator[str]:
    before = ""
    for number, item in enumerate(items, start=1):
        seq = int(item.get("seq") or 0)
        if seq != number:
            yield f"row {number} is missing: row {seq} stands in its place"
            return
        if item.get("prev") != before:
            yield f"row {seq} does not follow the row before it"
        if item.get("hash") != row_hash(item):
            yield f"row {seq} is not what was written"
        before = str(item.get("hash") or "")
