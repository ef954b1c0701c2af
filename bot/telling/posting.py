"""Posting one message: claimed, posted once, found again, said elsewhere."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.slack_calls import Came, Outcome, SlackCalls
from bot.telling.kept import CLAIM, NOT_POSTED, RACE, SAID, UNPLACED, Kept
from bot.telling.messages import Posted, message_key
from bot.telling.sheets import Sheet
from bot.views.blocks import section
from bot.views.message import Message, message
from muster.engine.writes import Condition, absent, equals, put, update
from muster.service.acting.ports import RunWriter
from muster.service.announcing import Topic
from muster.service.errors import AwsError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Poster:
    """Posts where a message belongs, else in the channel `fallback`, else to the topic.

    `wall` in seconds of the real clock, `token` fresh at every call.
    """

    calls: SlackCalls
    writer: RunWriter
    wall: Callable[[], float]
    token: Callable[[], str]
    fallback: str
    topic: Topic

    def first(self, run: str, sheet: Sheet, channel: str) -> Kept:
        """Post a message of which nothing is known."""
        claimed = self.claim(run, sheet, Posted(channel=channel), absent("pk"))
        return self.post(run, sheet, claimed) if claimed else Kept(RACE)

    def claim(self, run: str, sheet: Sheet, known: Posted, *when: Condition) -> Posted | None:
        """Note that it is ours to post; None if somebody else was faster."""
        mine = replace(known, ts="", claim=self.token(), claimed_at=self.now())
        held = self.writer.write(put(message_key(run, sheet.name), vars(mine), *when))
        return mine if held else None

    def take_up(self, run: str, sheet: Sheet, known: Posted) -> Kept:
        """Finish what somebody wanted to post, and did not note that it is done."""
        since = (self.now() - known.claimed_at) / 1000
        if since < CLAIM:
            return Kept(CLAIM - since)
        mine = self.claim(run, sheet, known, equals("claim", known.claim))
        if mine is None:
            return Kept(RACE)
        if known.claimed_at == NOT_POSTED:
            return self.post(run, sheet, mine)
        found = self.calls.find(known.channel, mark_of(run, sheet))
        if found.came is Came.DONE and found.ts:
            return self._note(run, sheet, mine, found.ts, said=False)
        if found.came is Came.DONE or found.came is Came.NO_PLACE:
            return self.post(run, sheet, mine)
        return Kept(UNPLACED if found.came is Came.SHUT_OUT else CLAIM, found.wait)

    def post(self, run: str, sheet: Sheet, mine: Posted) -> Kept:
        """Post what is claimed, plainer if Slack does not like it, elsewhere if it must be."""
        mark = mark_of(run, sheet)
        came = said(run, sheet, lambda words: self.calls.post(mine.channel, words, mark))
        if came.came is Came.DONE:
            return self._note(run, sheet, mine, came.ts, said=True)
        if came.came in (Came.NO_PLACE, Came.SHUT_OUT):
            return self._elsewhere(run, sheet, mine, came)
        if came.came is Came.LATER:
            back = replace(mine, claimed_at=NOT_POSTED)
            same = equals("claim", mine.claim)
            self.writer.write(put(message_key(run, sheet.name), vars(back), same))
            return Kept(came.wait, came.wait)
        return Kept(CLAIM, came.wait)

    def now(self) -> int:
        """Milliseconds of the real clock."""
        return int(self.wall() * 1000)

    def _elsewhere(self, run: str, sheet: Sheet, mine: Posted, came: Outcome) -> Kept:
        if mine.channel == self.fallback or came.came is Came.SHUT_OUT:
            log.error("no channel takes %s of run %s: %s", sheet.name, run, came.code)
            self._mail(run, sheet, mine, came)
            return Kept(UNPLACED)
        log.warning("channel %s does not take run %s: %s", mine.channel, run, came.code)
        there = replace(mine, channel=self.fallback)
        moved = self.claim(run, sheet, there, equals("claim", mine.claim))
        return self.post(run, sheet, moved) if moved else Kept(RACE)

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
            edited_at=self.now(),
            closed=said and sheet.last,
        )
        same = equals("claim", mine.claim)
        self.writer.write(put(message_key(run, sheet.name), vars(noted), same))
        return SAID if said else Kept(0.0)


def mark_of(run: str, sheet: Sheet) -> str:
    """What a message is found again by."""
    return f"{run}/{sheet.name}"


def said(run: str, sheet: Sheet, say: Callable[[Message], Outcome]) -> Outcome:
    """What came of saying it, plainer each time that Slack does not like the words."""
    came = say(sheet.message)
    for words in _plainer(sheet.message):
        if came.came is Came.MALFORMED:
            log.error("Slack refuses %s of run %s: %s", sheet.name, run, came.code)
            came = say(words)
    return came


def _plainer(refused: Message) -> Iterator[Message]:
    """What is said when Slack does not take the blocks: older ones, at last the text alone."""
    if refused.instead:
        yield refused.plainer
    yield message(refused.text, [section(refused.text)])
