"""Keeping one message what it should be: claimed, posted once, edited, found again, given up.

claim ──► post ──► note ts            a process that dies in between leaves a claim without `ts`:
  │         │                         after a while somebody looks for the message in the channel,
  │         └─ unknown ─► find ───►   and posts only if it is not there
  ▼
count up seq ──► edit ──► note digest a process that dies in between leaves the old digest: the next
                    │                 one edits again
                    └─ another seq by now? whose edit came last is unknown: edit once more
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.slack_calls import Came, Outcome, SlackCalls
from bot.telling.messages import Posted, message_key
from bot.telling.sheets import Sheet
from bot.views.blocks import section
from bot.views.message import Message, message
from muster.engine.writes import Condition, absent, equals, put, update
from muster.service.acting.ports import RunWriter
from muster.service.announcing import Topic
from muster.service.errors import AwsError

log = logging.getLogger(__name__)

GAP = 3.0
"""Seconds between two edits of a message, whatever has changed."""

RACE = 1.0
"""Seconds until another look after another process was faster."""

UNPLACED = 60.0
"""Seconds until a message that no channel takes is tried again."""

CLAIM = 20.0
"""Seconds after which a message that was claimed and not noted is looked for."""

NOT_POSTED = 0
"""`claimed_at` of a message that Slack said it did not take: nobody need look for it."""

BACK_OFF = 5.0
"""Seconds until a call is repeated that Slack did not answer."""


@dataclass(frozen=True)
class Kept:
    """`wait`: seconds until the next look, None: all is said; `pause`: so long be silent."""

    wait: float | None = None
    pause: float = 0.0


SAID = Kept()


@dataclass(frozen=True)
class Keeper:
    """What is needed to keep a message; `wall` in seconds, `token` fresh at every call.

    After `stale` seconds a message that says as of when is brought up to date for that alone.
    """

    calls: SlackCalls
    writer: RunWriter
    wall: Callable[[], float]
    token: Callable[[], str]
    fallback: str
    stale: float
    topic: Topic

    def keep(self, run: str, sheet: Sheet, known: Posted | None, channel: str) -> Kept:
        """Bring one message to what it should be; says when to look again."""
        if known is None:
            return self._first(run, sheet, channel)
        if known.closed:
            return SAID
        if not known.ts:
            return self._claimed(run, sheet, known)
        return self._edit_if_due(run, sheet, known)

    # posting

    def _first(self, run: str, sheet: Sheet, channel: str) -> Kept:
        claimed = self._claim(run, sheet, Posted(channel=channel), absent("pk"))
        return self._post(run, sheet, claimed) if claimed else Kept(RACE)

    def _claim(self, run: str, sheet: Sheet, known: Posted, *when: Condition) -> Posted | None:
        mine = replace(known, ts="", claim=self.token(), claimed_at=self._now())
        held = self.writer.write(put(message_key(run, sheet.name), vars(mine), *when))
        return mine if held else None

    def _claimed(self, run: str, sheet: Sheet, known: Posted) -> Kept:
        """Somebody wanted to post it, and did not note that it is done."""
        since = (self._now() - known.claimed_at) / 1000
        if since < CLAIM:
            return Kept(CLAIM - since)
        mine = self._claim(run, sheet, known, equals("claim", known.claim))
        if mine is None:
            return Kept(RACE)
        if known.claimed_at == NOT_POSTED:
            return self._post(run, sheet, mine)
        found = self.calls.find(known.channel, mark_of(run, sheet))
        if found.came is Came.DONE and found.ts:
            return self._note(run, sheet, mine, found.ts, said=False)
        if found.came is Came.DONE or found.came is Came.NO_PLACE:
            return self._post(run, sheet, mine)
        return Kept(CLAIM, found.wait)

    def _post(self, run: str, sheet: Sheet, mine: Posted) -> Kept:
        came = self.calls.post(mine.channel, sheet.message, mark_of(run, sheet))
        for other in plainer(sheet.message):
            if came.came is Came.MALFORMED:
                log.error("Slack refuses %s of run %s: %s", sheet.name, run, came.code)
                came = self.calls.post(mine.channel, other, mark_of(run, sheet))
        if came.came is Came.DONE:
            return self._note(run, sheet, mine, came.ts, said=True)
        if came.came is Came.NO_PLACE:
            return self._elsewhere(run, sheet, mine, came)
        if came.came is Came.LATER:
            back = replace(mine, claimed_at=NOT_POSTED)
            same = equals("claim", mine.claim)
            self.writer.write(put(message_key(run, sheet.name), vars(back), same))
            return Kept(came.wait, came.wait)
        return Kept(CLAIM)

    def _elsewhere(self, run: str, sheet: Sheet, mine: Posted, came: Outcome) -> Kept:
        if mine.channel == self.fallback:
            log.error("no channel takes %s of run %s: %s", sheet.name, run, came.code)
            self._mail(run, sheet, mine, came)
            return Kept(UNPLACED)
        log.warning("channel %s does not take run %s: %s", mine.channel, run, came.code)
        there = replace(mine, channel=self.fallback)
        moved = self._claim(run, sheet, there, equals("claim", mine.claim))
        return self._post(run, sheet, moved) if moved else Kept(RACE)

    def _mail(self, run: str, sheet: Sheet, mine: Posted, came: Outcome) -> None:
        """Say it by the topic, once a message: nobody reads it in Slack."""
        mailed = update(message_key(run, sheet.name), {"mailed": True}, equals("claim", mine.claim))
        if mine.mailed or not self.writer.write(mailed):
            return
        why = f"Slack does not take this ({came.code} in {mine.channel}); run {run}."
        try:
            self.topic.publish("muster: no Slack channel", f"{sheet.message.text}\n\n{why}")
        except AwsError as error:
            log.warning("the topic does not take it: %s", error.sentence)

    def _note(self, run: str, sheet: Sheet, mine: Posted, ts: str, *, said: bool) -> Kept:
        noted = replace(
            mine,
            ts=ts,
            digest=sheet.message.digest if said else "",
            state=sheet.message.state if said else "",
            edited_at=self._now(),
            closed=said and sheet.last,
        )
        same = equals("claim", mine.claim)
        self.writer.write(put(message_key(run, sheet.name), vars(noted), same))
        return SAID if said else Kept(0.0)

    # editing

    def _edit_if_due(self, run: str, sheet: Sheet, known: Posted) -> Kept:
        since = (self._now() - known.edited_at) / 1000
        if known.digest == sheet.message.digest:
            if sheet.fresh and since >= self.stale:
                return self._edit(run, sheet, known)
            return SAID
        if since >= GAP or (known.state != sheet.message.state and not known.seq):
            return self._edit(run, sheet, known)
        return Kept(GAP - since)

    def _edit(self, run: str, sheet: Sheet, known: Posted) -> Kept:
        key, mine = message_key(run, sheet.name), known.seq + 1
        counted = {"seq": mine, "edited_at": self._now()}
        same = (equals("seq", known.seq), equals("ts", known.ts))
        if not self.writer.write(update(key, counted, *same)):
            return Kept(RACE)
        came = self.calls.edit(known.channel, known.ts, sheet.message)
        for other in plainer(sheet.message):
            if came.came is Came.MALFORMED:
                log.error("Slack refuses %s of run %s: %s", sheet.name, run, came.code)
                came = self.calls.edit(known.channel, known.ts, other)
        if came.came is Came.DONE:
            told = {"digest": sheet.message.digest, "state": sheet.message.state}
            noted = update(key, told | {"closed": sheet.last}, equals("seq", mine))
            return SAID if self.writer.write(noted) else self._once_more(run, sheet)
        if came.came in (Came.GONE, Came.NO_PLACE):
            return self._lost(run, sheet, known, mine, came)
        return Kept(max(came.wait, BACK_OFF), came.wait)

    def _once_more(self, run: str, sheet: Sheet) -> Kept:
        """Two processes edited at the same moment, and nobody knows whose words stand there."""
        self.writer.write(update(message_key(run, sheet.name), {"digest": ""}))
        return Kept(RACE)

    def _lost(self, run: str, sheet: Sheet, known: Posted, seq: int, came: Outcome) -> Kept:
        """Somebody deleted it: it is posted anew, once."""
        if known.recreated:
            log.error("%s of run %s is lost again: %s", sheet.name, run, came.code)
            update_closed = update(message_key(run, sheet.name), {"closed": True})
            self.writer.write(update_closed)
            return SAID
        channel = self.fallback if came.came is Came.NO_PLACE else known.channel
        anew = Posted(channel=channel, recreated=True, seq=seq)
        claimed = self._claim(run, sheet, anew, equals("seq", seq))
        return self._post(run, sheet, claimed) if claimed else Kept(RACE)

    def _now(self) -> int:
        return int(self.wall() * 1000)


def mark_of(run: str, sheet: Sheet) -> str:
    """What a message is found again by."""
    return f"{run}/{sheet.name}"


def plainer(refused: Message) -> Iterator[Message]:
    """What is said when Slack does not take the blocks: older ones, at last the text alone."""
    if refused.instead:
        yield refused.plainer
    yield message(refused.text, [section(refused.text)])
