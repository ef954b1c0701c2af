"""The step log: what is new in the record of a run goes into the thread of its message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.slack_calls import Came, SlackCalls
from bot.telling.kept import GAP, UNPLACED, Kept
from bot.telling.messages import ROOT, THREAD, Posted, message_key
from bot.views.notes import that_fit, thread_message
from bot.views.story import Story
from muster.engine.writes import absent, equals, update
from muster.service.acting.ports import RunWriter
from muster.service.reading.history import Row


@dataclass(frozen=True)
class StepLog:
    """Says each row at most once: one whose answer was lost stays lost. `wall` in seconds."""

    calls: SlackCalls
    writer: RunWriter
    wall: Callable[[], float]

    def tell(self, story: Story, posted: Mapping[str, Posted]) -> Kept:
        """Say what is new, as much as one message takes; says when to look again."""
        root, so_far = posted.get(ROOT), posted.get(THREAD)
        told = so_far.told if so_far else 0
        new = [row for row in story.rows if row.seq > told]
        if root is None or not root.ts or not new:
            return Kept()
        if so_far and (left := GAP - (self.wall() - so_far.edited_at / 1000)) > 0:
            return Kept(left)
        rows = that_fit(story, new)
        same = equals("told", told) if so_far else absent("pk")
        taken = {"told": rows[-1].seq, "edited_at": int(self.wall() * 1000)}
        key = message_key(story.view.run, THREAD)
        if not self.writer.write(update(key, taken, same)):
            return Kept()
        return self._post(story, root, rows, told)

    def _post(self, story: Story, root: Posted, rows: Sequence[Row], told: int) -> Kept:
        run, last = story.view.run, rows[-1].seq
        said = thread_message(story, rows, missed=rows[0].seq - told - 1)
        came = self.calls.post(root.channel, said, f"{run}/{THREAD}/{last}", thread=root.ts)
        if came.came not in (Came.LATER, Came.SHUT_OUT):
            return Kept(GAP if last < story.rows[-1].seq else None)
        self.writer.write(update(message_key(run, THREAD), {"told": told}, equals("told", last)))
        return Kept(came.wait or UNPLACED, came.wait)
