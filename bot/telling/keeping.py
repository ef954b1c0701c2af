"""Keeping one message what it should be: claimed, posted once, edited, found again, given up.

claim ──► post ──► note ts            a process that dies in between leaves a claim without `ts`:
  │         │                         after a while somebody looks for the message in the channel,
  │         └─ unknown ─► find ───►   and posts only if it is not there
  ▼
count up seq ──► edit ──► note digest a process that dies in between leaves the old digest: the next
                    │                 one edits again
                    └─ another seq by now? whose edit came last is unknown: edit once more
"""

from dataclasses import dataclass

from bot.telling.editing import Editor
from bot.telling.kept import SAID, Kept
from bot.telling.messages import Posted
from bot.telling.posting import Poster
from bot.telling.sheets import Sheet


@dataclass(frozen=True)
class Keeper:
    """Posts what is new, edits what stands."""

    poster: Poster
    editor: Editor

    def keep(self, run: str, sheet: Sheet, known: Posted | None, channel: str) -> Kept:
        """Bring one message to what it should be; says when to look again."""
        if known is None:
            return self.poster.first(run, sheet, channel)
        if known.closed:
            return SAID
        if not known.ts:
            return self.poster.take_up(run, sheet, known)
        return self.editor.edit_if_due(run, sheet, known)
