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

from bot.board import BOARD, Boards
from bot.keeping import BACK_OFF, GAP, Keeper, Kept
from bot.messages import CALL, PLACE, ROOT, THREAD, Posted, message_key, read_posted
from bot.reading import read_story
from bot.settings import BotSettings
from bot.sheets import Sheet, sheets
from bot.slack_calls import Came, SlackCalls
from bot.views.notes import call_message, thread_message
from bot.views.story import Story
from muster.engine.writes import absent, equals, update
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
        self._writer = writer
        self._calls = calls
        self._settings = settings
        self._clocks = clocks
        self._topic = topic
        self._keeper = Keeper(
            calls,
            writer,
            clocks.wall,
            service.ids.token,
            fallback=settings.channel,
            stale=settings.fresh,
            topic=topic,
        )
        self.boards = Boards(service, settings, self._keeper, clocks.wall)
        self._due: dict[str, float] = {}
        self._later: dict[str, Call] = {}
        self._putting_off = threading.Lock()
        self._silent_until = 0.0
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def refresh_soon(self, run: str) -> None:
        """Look at the run as soon as its message may be edited again; nothing is read before."""
        if self._is_put_off(run):
            return
        wait = self._until_next_edit(run)
        if wait > 0:
            self._put_off(run, Kept(wait))
        else:
            self.refresh(run)

    def refresh(self, run: str) -> None:
        """Look at the run and let every message about it say what is true now."""
        if self._must_be_silent(run):
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
            with self._putting_off:
                self._later[name] = call
            self._put_off(call.run, kept)

    def run_due(self) -> float | None:
        """Say what was put off and is due; gives the seconds until more is, None: nothing is."""
        for run, calls in self._taken(self._clocks.wall()).items():
            self._unless_aws_fails(run, partial(self._catch_up, run))
            for call in calls:
                self._unless_aws_fails(run, partial(self.call_people, call))
        with self._putting_off:
            next_ = min(self._due.values(), default=None)
        return None if next_ is None else max(next_ - self._clocks.wall(), 0.0)

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

    def _unless_aws_fails(self, run: str, tell: Callable[[], None]) -> None:
        """What cannot be read now is looked at again: nobody else knows that it was due."""
        try:
            tell()
        except AwsError as error:
            log.warning("run %s cannot be read: %s", run or "-", error.sentence)
            self._put_off(run, Kept(BACK_OFF))

    def _is_put_off(self, run: str) -> bool:
        with self._putting_off:
            return self._due.get(run, 0.0) > self._clocks.wall()

    def _until_next_edit(self, run: str) -> float:
        """Seconds until the run's message may be edited again; 0 for one that never was."""
        root = self._service.table.item(message_key(run, ROOT))
        if not root.get("seq"):
            return 0.0
        return GAP - (self._clocks.wall() - int(root.get("edited_at") or 0) / 1000)

    def _taken(self, now: float) -> Mapping[str, tuple[Call, ...]]:
        """The runs that are due, and what people are called for in each; no longer put off."""
        with self._putting_off:
            runs = [run for run, at in self._due.items() if at <= now]
            calls = {name: call for name, call in self._later.items() if call.run in runs}
            for run in runs:
                del self._due[run]
            for name in calls:
                del self._later[name]
        return {run: tuple(c for c in calls.values() if c.run == run) for run in runs}

    def _tell(self, run: str, story: Story) -> None:
        posted = read_posted(self._service.table, run)
        channel = self._channel(posted)
        for sheet in sheets(story, posted):
            kept = self._keeper.keep(run, sheet, posted.get(sheet.name), channel)
            self._put_off(run, kept)
            if kept.pause:
                return
        root = read_posted(self._service.table, run) if ROOT not in posted else posted
        self._put_off(run, self._thread(run, story, root))

    def _thread(self, run: str, story: Story, posted: Mapping[str, Posted]) -> Kept:
        """What is new in the record goes into the thread; at most once, a lost one stays lost."""
        root, so_far = posted.get(ROOT), posted.get(THREAD)
        told = so_far.told if so_far else 0
        rows = [row for row in story.rows if row.seq > told]
        if root is None or not root.ts or not rows:
            return Kept()
        now = self._clocks.wall()
        if so_far and now - so_far.edited_at / 1000 < GAP:
            return Kept(GAP - (now - so_far.edited_at / 1000))
        key, same = message_key(run, THREAD), equals("told", told) if so_far else absent("pk")
        taken = {"told": rows[-1].seq, "edited_at": int(now * 1000)}
        if not self._writer.write(update(key, taken, same)):
            return Kept()
        mark = f"{run}/{THREAD}/{rows[-1].seq}"
        came = self._calls.post(root.channel, thread_message(story, rows), mark, thread=root.ts)
        if came.came is not Came.LATER:
            return Kept()
        self._writer.write(update(key, {"told": told}, equals("told", rows[-1].seq)))
        return Kept(came.wait, came.wait)

    def _boards(self) -> None:
        wait = None if self._must_be_silent(BOARD) else self.boards.look()
        if wait is not None:
            self._put_off(BOARD, Kept(wait))

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

    def _must_be_silent(self, run: str) -> bool:
        wait = self._silent_until - self._clocks.wall()
        if wait > 0:
            self._put_off(run, Kept(wait))
        return wait > 0

    def _put_off(self, run: str, kept: Kept) -> None:
        now = self._clocks.wall()
        if kept.pause:
            self._silent_until = max(self._silent_until, now + kept.pause)
        if kept.wait is not None:
            at = now + kept.wait
            with self._putting_off:
                self._due[run] = min(self._due.get(run, at), at)
