"""The run's append-only record: each row carries the hash of the row before it."""

import json
from hashlib import sha256
from typing import Any

from muster.engine.keys import audit_key
from muster.engine.writes import absent, put
from ssm_documents.scripts.lib.here import Here, now

ROW_TRIES = 8
REMEMBERED = 12
"""How many rows back a fact is looked for, so that a repeated script does not record it twice."""


def row_hash(row: dict[str, Any]) -> str:
    """The hash of a row, over everything in it but the hash itself and its keys."""
    content = {key: row[key] for key in sorted(row) if key not in ("hash", "pk", "sk")}
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def record(here: Here, fact: str, text: str, *, who: str = "", door: str = "ssm") -> None:
    """Append one row, unless the same fact stands among the latest.

    Two writers race for a sequence number; the loser reads again.
    """
    for _ in range(ROW_TRIES):
        latest = here.table.query(f"AUDIT#{here.run}", last=REMEMBERED)
        if any(row.get("fact") == fact for row in latest):
            return
        sequence = int(latest[0]["seq"]) + 1 if latest else 1
        row = {
            "seq": sequence,
            "fact": fact,
            "text": text,
            "who": who or "muster",
            "door": door,
            "at": now(),
            "execution": here.execution,
            "prev": latest[0]["hash"] if latest else "",
        }
        key = audit_key(here.run, sequence)
        if here.table.write(put(key, {**row, "hash": row_hash(row)}, absent("pk"))):
            return
