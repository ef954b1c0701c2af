"""Appending to the run's record, from a script."""

from muster.engine.audit import REMEMBERED, next_row
from muster.engine.writes import Write
from ssm_documents.scripts.lib.here import Here, now

ROW_TRIES = 64
"""More than append to one record at one moment: each try that fails is another one's row."""


def record(here: Here, fact: str, text: str, *, who: str = "", door: str = "ssm") -> None:
    """Append one row, unless the same fact stands among the latest."""
    for _ in range(ROW_TRIES):
        write = row_to_append(here, fact, text, who=who, door=door)
        if write is None or here.table.write(write):
            return


def row_to_append(
    here: Here, fact: str, text: str, *, who: str = "", door: str = "ssm"
) -> Write | None:
    """The write that appends the row after those that stand there now; None if the fact does."""
    row = {
        "fact": fact,
        "text": text,
        "who": who or "muster",
        "door": door,
        "at": now(),
        "execution": here.execution,
    }
    return next_row(here.run, here.table.query(f"AUDIT#{here.run}", last=REMEMBERED), row)
