"""How old the last good drill of a plan is, and whether that is too old. mrkdwn."""

from bot.views.texts import moment
from muster.service.reading.drills import days_since
from muster.service.reading.runs import ListedRun


def is_untested(drill: ListedRun | None, now: int, stale: int) -> bool:
    """Whether no drill succeeded within so many days."""
    days = days_since(drill, now)
    return days is None or days > stale


def drill_age(drill: ListedRun | None, now: int, stale: int) -> str:
    """`last good drill 12 days ago`; a sign and bold letters if too long ago, or never."""
    days = days_since(drill, now)
    if drill is None or days is None:
        return ":warning: *no drill has succeeded yet*"
    ago = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
    when = f"last good drill {ago}, {moment(drill.ended_at, '{date_short}')}"
    return f":warning: *{when}*" if is_untested(drill, now, stale) else when
