"""The run's append-only record as data: each row carries the hash of the row before it.

Tamper-evident, not tamper-proof: who can rewrite the whole table can rewrite the whole chain.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from muster.engine.keys import audit_key
from muster.engine.writes import Write, absent, put

REMEMBERED = 12
"""How many rows back a fact is looked for, so that a repeated script does not record it twice."""


def row_hash(row: Mapping[str, Any]) -> str:
    """The hash of a row, over everything in it but the hash itself and its keys."""
    content = {key: row[key] for key in sorted(row) if key not in ("hash", "pk", "sk")}
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def next_row(run: str, latest: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> Write | None:
    """The write that appends a row after the `latest` ones (newest first).

    None if its `fact` stands among them already. Two writers race for a sequence number; the loser
    reads again.
    """
    if any(entry.get("fact") == row["fact"] for entry in latest):
        return None
    sequence = int(latest[0]["seq"]) + 1 if latest else 1
    whole = {**row, "seq": sequence, "prev": latest[0]["hash"] if latest else ""}
    return put(audit_key(run, sequence), {**whole, "hash": row_hash(whole)}, absent("pk"))


def broken_at(rows: Sequence[Mapping[str, Any]]) -> int:
    """The sequence number of the first row (oldest first) that does not fit; 0 if all do."""
    before = ""
    for number, row in enumerate(rows, start=1):
        said = row.get("seq"), row.get("prev"), row.get("hash")
        if said != (number, before, row_hash(row)):
            return number
        before = str(row["hash"])
    return 0
