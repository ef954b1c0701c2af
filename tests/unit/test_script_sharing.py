"""The shared item of a target, when two list DRS's jobs at the same time."""

from types import SimpleNamespace
from typing import Any

from fakes.aws.run_table import FakeRunTable

from muster.engine.jobs import Job
from muster.engine.polling import with_listing
from muster.engine.target import Target, read_target
from ssm_documents.scripts.lib import sharing
from ssm_documents.scripts.lib.sharing import Shared

NOW = 1_760_000_000
PLACE = ("123456789012", "us-west-2")


class Table:
    """The fake run table as scripts see theirs."""

    def __init__(self) -> None:
        self.whole = FakeRunTable()
        self.get, self.write = self.whole.item, self.whole.write


def test_who_lists_slowly_does_not_write_over_a_newer_listing(monkeypatch):
    here: Any = SimpleNamespace(table=Table(), execution="slow")
    monkeypatch.setattr(sharing, "where", lambda *_: PLACE[1])
    monkeypatch.setattr(sharing, "moment", lambda: float(NOW))
    monkeypatch.setattr(sharing, "now", lambda: NOW)

    def meanwhile(*_: Any) -> list[Job]:
        other = Shared(here, Target(*PLACE))
        new = Job("new", "STARTED", created=NOW + 4)
        assert other.change(lambda found: with_listing(found, [new], 0, NOW + 5.0))
        return []

    monkeypatch.setattr(sharing, "poll_jobs", meanwhile)
    shared = Shared(here, Target(*PLACE))
    sharing.poll_in_turn(shared, PLACE)

    kept = read_target(*PLACE, here.table.get(("TARGET#123456789012#us-west-2", "TARGET")))
    assert [job.job for job in kept.jobs] == ["new"]
