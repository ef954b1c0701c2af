"""What became of keeping a message, and after how long it is looked at again."""

from dataclasses import dataclass

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
