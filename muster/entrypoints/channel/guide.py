"""Looks how the drill stands: the page shows the next step, time keeps its pace."""

import logging
from threading import Event, Thread

from muster.embedded.slack.host import EmbeddedSlack
from muster.engine.items import read
from muster.entrypoints.channel.flow import Flow, waits_for_people
from muster.entrypoints.channel.tour import Board, Scene, Seen, board
from muster.service.errors import MusterError
from muster.service.keys import RUNS
from muster.service.reading.history import Row
from muster.service.reading.records import Records, read_records
from muster.service.reading.run_view import view_of
from muster.service.service import Service

log = logging.getLogger(__name__)

LOOK = 0.2
"""Real seconds between two looks."""

REFUSAL = "may not approve"
"""What is always said to whoever may not approve."""


class Guide:
    """A thread that leads through the first drill; once that is done, it stays done."""

    def __init__(self, service: Service, slack: EmbeddedSlack, flow: Flow, scene: Scene) -> None:
        self._service = service
        self._slack = slack
        self._flow = flow
        self._scene = scene
        self._shown: Board | None = None
        self._ended = Event()
        self._thread = Thread(target=self._run, name="demo-guide", daemon=True)

    def start(self) -> None:
        """Show the first step, and go on looking."""
        self._show(Seen())
        self._thread.start()

    def stop(self) -> None:
        """Look no more; when this returns, the thread has ended."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(LOOK):
            try:
                self._look()
            except MusterError as error:
                log.warning("the guide could not look: %s", error.sentence)

    def _look(self) -> None:
        seen = self._seen()
        waits = waits_for_people(seen.view, is_cleaning_up=_is_cleaning_up(seen.records))
        self._flow.hurry(fast=not waits)
        self._show(seen)

    def _show(self, seen: Seen) -> None:
        shown = self._shown
        now = board(self._scene, seen)
        if shown is None or not (shown.is_through or now == shown):
            self._shown = now
            self._slack.set_hints(now.hints, title=now.title)

    def _seen(self) -> Seen:
        answered, refused = self._told()
        entries = self._service.table.items(RUNS, newest=1)
        if not entries:
            return Seen(answered=answered)
        run = str(entries[0]["run"])
        records = read_records(self._service.table, run)
        now = max(self._flow.now(), records.latest)
        rows = tuple(read(Row, item) for item in self._service.table.items(f"AUDIT#{run}"))
        return Seen(records, view_of(records, now), rows, answered=answered, refused=refused)

    def _told(self) -> tuple[bool, bool]:
        """Whether the operator got an answer of the bot, and whether it was the refusal."""
        told = [message.text for message in self._slack.ephemerals(self._scene.operator.id)]
        return bool(told), any(REFUSAL in text for text in told)


def _is_cleaning_up(records: Records | None) -> bool:
    return records is not None and records.cleanup.get("state") not in (None, "done")
