"""Which recovery point a run may ask for: one rule for every door, and for the runbooks.

Empty: DRS takes a snapshot on demand, at each launch. `latest-snapshot`: the newest point that
exists. A moment: the newest point that is not after it.
"""

from datetime import UTC, datetime

from muster.engine.limits import CLOCKS

LATEST_SNAPSHOT = "latest-snapshot"
EXAMPLE = "2026-11-20T03:00:00Z"


def point_asked(text: str, now: int) -> str:
    """The choice as `in_utc` gives it, if it can be meant. `now` in epoch seconds, UTC.

    Raises `ValueError` with what is wrong and what to write instead: a moment that is to come would
    silently be the newest point, which whoever flees from poisoned data must not get.
    """
    chosen = in_utc(text)
    if _is_moment(chosen) and _moment(chosen).timestamp() > now + CLOCKS:
        raise ValueError(
            f"{chosen} is still to come; for the newest recovery point give {LATEST_SNAPSHOT}"
        )
    return chosen


def in_utc(text: str) -> str:
    """The choice as DRS filters want it: empty, `latest-snapshot`, or ISO 8601 in UTC.

    Raises `ValueError` for anything else.
    """
    return _moment(text).strftime("%Y-%m-%dT%H:%M:%SZ") if _is_moment(text) else text


def why_none(chosen: str) -> str:
    """Why DRS has no recovery point of a server that fits the choice, and what then helps."""
    if _is_moment(chosen):
        return (
            f"all recovery points of it are later than {chosen}: go on without it, or start another"
            " run with a later point in time"
        )
    return (
        "DRS lists no recovery point of it, so there is no latest one to launch from: retry, or"
        " start another run without a point in time, for which DRS takes a snapshot of a living"
        " source"
    )


def _is_moment(text: str) -> bool:
    return text not in ("", LATEST_SNAPSHOT)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError(
            f"{text[:40]!r} is no point in time; leave it empty for a snapshot on demand, or give"
            f" {LATEST_SNAPSHOT}, or a moment with its zone such as {EXAMPLE}"
        )
    return moment.astimezone(UTC)
