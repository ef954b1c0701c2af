"""Appending to the run's record, from a script."""

from muster.engine.audit import REMEMBERED, next_row
from ssm_documents.scripts.lib.here import Here, now

ROW_TRIES = 8


def record(here: Here, fact: str, text: str, *, who: str = "", door: str = "ssm") -> None:
    """Append one row, unless the same fact stands among the latest."""
    row = {
        "fact": fact,
        "text": text,
        "who": who or "muster",
        "door": door,
        "at": now(),
        "execution": here.execution,
    }
    for _ in range(ROW_TRIES):
        write = next_row(here.run, here.table.query(f"AUDIT#{here.run}", last=REMEMBERED), row)
        if write is None or here.table.write(write):
            return
