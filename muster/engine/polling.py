"""Who asks DRS for its jobs, when, and what the answer changes: one listing serves all waves."""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from muster.engine.jobs import Job, jobs_as_text
from muster.engine.limits import CLOCKS, JOBS_AT_FIRST, JOBS_KEPT, POLL_TURN, WAVE_TICK
from muster.engine.target import Target, pairs_as_lists
from muster.engine.writes import Write


def next_poll(target: Target) -> float:
    """The moment before which nobody asks DRS for its jobs, in epoch seconds."""
    return target.polled_ms / 1000 + WAVE_TICK


def needs_listing(target: Target, me: str, now: float) -> bool:
    """Whether the snapshot is old, and it is not another's turn to renew it."""
    return now >= next_poll(target) and (target.turn == me or now >= target.turn_until)


def has_turn(target: Target, me: str, now: float) -> bool:
    """Whether `me` may list without asking: the last listing was its own, and not long ago."""
    return target.turn == me and now < target.turn_until


def take_turn(target: Target, me: str, now: int) -> Write:
    """Claim the next listing, for a short while."""
    return target.changed({"turn": me, "turn_until": now + POLL_TURN})


def list_since(target: Target, now: int) -> int:
    """From when jobs must be listed, so that none in progress and none that is new is missed."""
    if now - target.listed_at > JOBS_KEPT:
        return now - JOBS_AT_FIRST
    running = [job.created for job in target.jobs if not job.is_over]
    return min([now - JOBS_KEPT, *running]) - CLOCKS


def without_turn(target: Target, me: str) -> Write | None:
    """Leave the next listing to anybody; None if it is not one's own."""
    return target.changed({"turn_until": 0}) if target.turn == me else None


def without_listing(target: Target, began: float) -> Write:
    """DRS was asked at this moment and did not answer: the next poll keeps its distance to it."""
    return target.changed(_polled(began))


def with_listing(target: Target, jobs: Iterable[Job], since: int, began: float) -> Write:
    """The new snapshot; reservations that it shows, or that are void, are dropped.

    `began` is when DRS was asked, in epoch seconds. Jobs that have long been over are left out: an
    item has an end, and accounts have many.
    """
    now = int(began)
    seen = {job.job: job for job in jobs}
    lately = [job for job in target.jobs if job.is_over and job.job not in seen]
    kept = tuple(job for job in (*seen.values(), *lately) if _is_of_use(job, now))
    values = {
        **_polled(began),
        "listed_at": now,
        "listed_since": max(since, now - JOBS_KEPT),
        "jobs": jobs_as_text(kept),
        "reservations": pairs_as_lists(replace(target, jobs=kept).unseen(now)),
        "tickets": [vars(ticket) for ticket in target.waiting(now)],
    }
    return target.changed(values)


def _polled(began: float) -> dict[str, int]:
    return {"polled_ms": ceil(began * 1000), "turn_until": int(began) + POLL_TURN}


def _is_of_use(job: Job, now: int) -> bool:
    return not job.is_over or now - max(job.ended, job.created) <= JOBS_KEPT
