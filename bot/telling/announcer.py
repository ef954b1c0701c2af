"""The messages of runs in Slack, kept true; an `Announcer`.

Whoever is told anything reads the run again, so it does not matter who is told, how often, or in
which order. Nothing waits for Slack: what cannot be said now is put off, and `run_due` says it.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.reading import read_story
from bot.settings import BotSettings
from bot.slack_calls import SlackCalls
from bot.telling.board import BOARD, Boards
from bot.telling.due import Due
from bot.telling.editing import Editor
from bot.telling.keeping import Keeper
from bot.telling.kept import BACK_OFF, GAP, Kept
from bot.telling.messages import CALL, PLACE, ROOT, Posted, message_key, read_posted
from bot.telling.posting import Poster
from bot.telling.sheets import Sheet, sheets
from bot.telling.step_log import StepLog
from bot.views.notes import call_message
from bot.views.story import Story
from muster.service.acting.ports import RunWriter
from muster.service.announcing import MAILED, Call, CallKind, Topic
from muster.service.errors import AwsError, UnknownRunError
from muster.service.service import Service

log = logging.getLogger(__name__)

TOLD_BY_REFRESH = frozenset(
    {CallKind.APPROVAL_NEEDED, CallKind.DECISION_NEEDED, CallKind.FINISHED, CallKind.FAILED}
)


@dataclass(frozen=True)
class Clocks:
    """`wall`: seconds of the real clock; `sleep` lets so many of them pass."""

    wall: Callable[[], float]
    sleep: Callable[[float], None]


class SlackAnnouncer:
    """Keeps the messages of runs in Slack."""

    def __init__(
        self,
        service: Service,
        writer: RunWriter,
        calls: SlackCalls,
        settings: BotSettings,
        clocks: Clocks,
        *,
        topic: Topic,
    ) -> None:
        self._service = service
        self._settings = settings
        self._clocks = clocks
        self._topic = topic
        token, channel = service.ids.token, settings.channel
        poster = Poster(calls, writer, clocks.wall, token, channel, topic)
        self._keeper = Keeper(poster, Editor(poster, settings.fresh))
        self._step_log = StepLog(calls, writer, clocks.wall)
        self.boards = Boards(service, settings, self._keeper, clocks.wall)
        self._due = Due(clocks.wall)
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def refresh_soon(self, run: str) -> None:
        """Look at the run as soon as its message may be edited again; nothing is read before."""
        if self._due.is_put_off(run):
            return
        wait = self._until_next_edit(run)
        if wait > 0:
            self._due.put_off(run, Kept(wait))
        else:
            self.refresh(run)

    def refresh(self, run: str) -> None:
        """Look at the run and let every message about it say what is true now."""
        if self._due.must_be_silent(run):
            return
        with self._locks[run]:
            try:
                story = read_story(self._service, self._settings, run)
            except UnknownRunError:
                log.warning("told of a run that is not there: %s", run[:64])
                return
            self._tell(run, story)
        self._boards()

    def call_people(self, call: Call) -> None:
        """Say it once, where the people of the run see it."""
        if call.kind in TOLD_BY_REFRESH:
            self.refresh(call.run)
            return
        name = f"{CALL}{call.key}"
        posted = read_posted(self._service.table, call.run)
        if call.kind in MAILED and name not in posted:
            self._mail(call)
        story = self._story(call.run)
        sheet = Sheet(name, call_message(call, story), last=True)
        kept = self._keeper.keep(call.run, sheet, posted.get(name), self._channel(posted))
        if kept.wait is not None:
            self._due.repeat(name, call, kept)

    def run_due(self) -> float | None:
        """Say what was put off and is due; gives the seconds until more is, None: nothing is."""
        for run, calls in self._due.taken().items():
            self._unless_aws_fails(run, partial(self._catch_up, run))
            for call in calls:
                if not self._unless_aws_fails(run, partial(self.call_people, call)):
                    self._due.repeat(f"{CALL}{call.key}", call, Kept(BACK_OFF))
        return self._due.until_next()

    def settle(self, patience: float) -> None:
        """Say what becomes due within so many seconds, waiting for it."""
        end = self._clocks.wall() + patience
        while (wait := self.run_due()) is not None and self._clocks.wall() + wait <= end:
            self._clocks.sleep(max(wait, 0.01))

    def _catch_up(self, run: str) -> None:
        if run == BOARD:
            self._boards()
        elif run:
            self.refresh(run)

    def _unless_aws_fails(self, run: str, tell: Callable[[], None]) -> bool:
        """What cannot be read now is looked at again: nobody else knows that it was due."""
        try:
            tell()
        except AwsError as error:
            log.warning("run %s cannot be read: %s", run or "-", error.sentence)
            self._due.put_off(run, Kept(BACK_OFF))
            return False
        return True

    def _until_next_edit(self, run: str) -> float:
        """Seconds until the run's message may be edited again; 0 for one that never was."""
        root = self._service.table.item(message_key(run, ROOT))
        if not root.get("seq"):
            return 0.0
        return GAP - (self._clocks.wall() - int(root.get("edited_at") or 0) / 1000)

    def _tell(self, run: str, story: Story) -> None:
        posted = read_posted(self._service.table, run)
        channel = self._channel(posted)
        for sheet in sheets(story, posted):
            kept = self._keeper.keep(run, sheet, posted.get(sheet.name), channel)
            self._due.put_off(run, kept)
            if kept.pause:
                return
        root = read_posted(self._service.table, run) if ROOT not in posted else posted
        self._due.put_off(run, self._step_log.tell(story, root))

    def _boards(self) -> None:
        wait = None if self._due.must_be_silent(BOARD) else self.boards.look()
        if wait is not None:
            self._due.put_off(BOARD, Kept(wait))

    def _mail(self, call: Call) -> None:
        subject = f"muster: {call.kind}"
        try:
            self._topic.publish(subject, f"{call.text}. {call.act}".strip(". ") + ".")
        except AwsError as error:
            log.warning("the topic does not take it: %s", error.sentence)

    def _story(self, run: str) -> Story | None:
        try:
            return read_story(self._service, self._settings, run) if run else None
        except UnknownRunError:
            return None

    def _channel(self, posted: Mapping[str, Posted]) -> str:
        """Where the run is told of: where its message is, else where it was asked for."""
        for name in (ROOT, PLACE):
            if name in posted and posted[name].channel:
                return posted[name].channel
        return self._settings.channel
