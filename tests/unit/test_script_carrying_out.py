"""The writes of a verb and their row of the record: together, or not at all."""

from types import SimpleNamespace
from typing import Any

import pytest

from muster.engine.verbs.outcome import Outcome
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib import record
from ssm_documents.scripts.lib.carrying_out import write_with_row

PAUSE = Outcome("paused", (update(("RUN#r", "RUN"), {"hold": True}, equals("state", "running")),))


class Contended:
    """A run table in which others append `rivals` rows, each just before ours."""

    def __init__(self, *, rivals: int, changed: bool) -> None:
        self.rivals, self.changed = rivals, changed
        self.rows: dict[Any, dict[str, Any]] = {}

    def query(self, _partition: str, last: int) -> list[dict[str, Any]]:
        return list(self.rows.values())[::-1][:last]

    def get(self, key: Any) -> dict[str, Any]:
        return self.rows.get(key, {})

    def write(self, _act: Any, row: Any) -> bool:
        if self.rivals:
            self.rivals -= 1
            self.rows[row.key] = {**row.values, "fact": f"rival/{self.rivals}"}
        elif not self.changed:
            self.rows[row.key] = dict(row.values)
            return True
        return False


@pytest.mark.parametrize("rivals", [0, 1, 20])
@pytest.mark.parametrize("changed", [False, True])
def test_rows_of_others_hinder_no_act_and_a_run_that_has_changed_does(monkeypatch, rivals, changed):
    monkeypatch.setattr(record, "now", lambda: 1)
    here: Any = SimpleNamespace(
        run="r", execution="e", table=Contended(rivals=rivals, changed=changed)
    )

    done = write_with_row(here, PAUSE, "verb/e", "pause: paused", "operator")

    facts = [row["fact"] for row in here.table.rows.values()]
    assert done is not changed
    assert ("verb/e" in facts) is done
