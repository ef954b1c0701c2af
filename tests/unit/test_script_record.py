"""Rows of a run's record that several append at the same moment."""

from types import SimpleNamespace
from typing import Any

from ssm_documents.scripts.lib import record

WRITERS = 50
"""As many as waves, a driver and verbs may be at work for one run."""


class Contended:
    """Somebody else is faster than each of the first tries."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def query(self, _partition: str, last: int) -> list[dict[str, Any]]:
        return self.rows[::-1][:last]

    def write(self, write: Any) -> bool:
        if len(self.rows) < WRITERS:
            row = {**write.values, "fact": f"other/{len(self.rows)}"}
        else:
            row = dict(write.values)
        self.rows.append(row)
        return len(self.rows) > WRITERS


def test_no_row_is_lost_although_all_waves_append_theirs_at_one_moment(monkeypatch):
    here: Any = SimpleNamespace(run="r", execution="e", table=Contended())
    monkeypatch.setattr(record, "now", lambda: 1)

    record.record(here, "wave/web/1/succeeded", "wave web succeeded")

    assert [row["fact"] for row in here.table.rows][-1] == "wave/web/1/succeeded"
