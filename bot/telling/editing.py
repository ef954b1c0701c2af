"""Editing one message that stands in a channel: counted, so that a race of two is noticed."""

import logging
from dataclasses import dataclass

from bot.slack_calls import Came, Outcome
from bot.telling.kept import BACK_OFF, GAP, RACE, SAID, UNPLACED, Kept
from bot.telling.messages import Posted, message_key
from bot.telling.posting import Poster, said
from bot.telling.sheets import Sheet
from muster.engine.writes import equals, update

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Editor:
    """Edits messages; one that is gone is posted anew by the poster.

    After `stale` seconds a message that says as of when is brought up to date for that alone.
    """

    poster: Poster
    stale: float

    def edit_if_due(self, run: str, sheet: Sheet, known: Posted) -> Kept:
        """Let the message say what the sheet says, if it was not edited just now."""
        since = (self.poster.now() - known.edited_at) / 1000
        if known.digest == sheet.message.digest:
            if sheet.fresh and since >= self.stale:
                return self._edit(run, sheet, known)
            return SAID
        if since >= GAP or (known.state != sheet.message.state and not known.seq):
            return self._edit(run, sheet, known)
        return Kept(GAP - since)

    def _edit(self, run: str, sheet: Sheet, known: Posted) -> Kept:
        key, mine = message_key(run, sheet.name), known.seq + 1
        counted = {"seq": mine, "edited_at": self.poster.now()}
        same = (equals("seq", known.seq), equals("ts", known.ts))
        if not self.poster.writer.write(update(key, counted, *same)):
            return Kept(RACE)
        edit = self.poster.calls.edit
        came = said(run, sheet, lambda words: edit(known.channel, known.ts, words))
        if came.came is Came.DONE:
            told = {"digest": sheet.message.digest, "state": sheet.message.state}
            noted = update(key, told | {"closed": sheet.last}, equals("seq", mine))
            return SAID if self.poster.writer.write(noted) else self._once_more(run, sheet)
        if came.came in (Came.GONE, Came.NO_PLACE, Came.TOO_OLD):
            return self._lost(run, sheet, known, mine, came)
        if came.came is Came.SHUT_OUT:  # it stands there still, and is edited when we may again
            return Kept(UNPLACED)
        return Kept(max(came.wait, BACK_OFF), came.wait)

    def _once_more(self, run: str, sheet: Sheet) -> Kept:
        """Two processes edited at the same moment, and nobody knows whose words stand there."""
        self.poster.writer.write(update(message_key(run, sheet.name), {"digest": ""}))
        return Kept(RACE)

    def _lost(self, run: str, sheet: Sheet, known: Posted, seq: int, came: Outcome) -> Kept:
        """Somebody deleted it: it is posted anew, once. One that is too old, as often as it is."""
        is_deleted = came.came is not Came.TOO_OLD
        if known.recreated and is_deleted:
            log.error("%s of run %s is lost again: %s", sheet.name, run, came.code)
            update_closed = update(message_key(run, sheet.name), {"closed": True})
            self.poster.writer.write(update_closed)
            return SAID
        channel = self.poster.fallback if came.came is Came.NO_PLACE else known.channel
        anew = Posted(channel=channel, recreated=known.recreated or is_deleted, seq=seq)
        claimed = self.poster.claim(run, sheet, anew, equals("seq", seq))
        return self.poster.post(run, sheet, claimed) if claimed else Kept(RACE)
