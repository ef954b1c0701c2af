"""Who drives: a lease on the run item.

Harmless if two believe they hold it, since every write of the driver is conditional; the lease only
keeps them from doing the same work twice.
"""

from muster.engine.items import Run
from muster.engine.keys import run_key
from muster.engine.limits import CLOCK_MARGIN, DRIVER_LOST, LEASE
from muster.engine.states import RUN_TERMINAL, RunState
from muster.engine.writes import Write, below, equals, update


def may_drive(run: Run, me: str, now: int) -> bool:
    """Whether `me` holds the lease or may take it."""
    return run.driver in ("", me) or now > run.driver_until + CLOCK_MARGIN


def take_or_renew(run: Run, me: str, now: int) -> Write:
    """Take the lease or renew it, with a heartbeat; fails if somebody else was faster."""
    values = {"driver": me, "driver_until": now + LEASE, "heartbeat": now}
    held = equals("driver", me) if run.driver == me else below("driver_until", now - CLOCK_MARGIN)
    return update(run_key(run.run), values, held, equals("epoch", run.epoch))


def release(run: Run, me: str) -> Write:
    """Give the lease up, so that the next driver need not wait."""
    values = {"driver_until": 0}
    return update(run_key(run.run), values, equals("driver", me), remove=("driver",))


def has_lost_driver(run: Run, now: int) -> bool:
    """Whether a run that needs a driver has none: its heartbeat is too old."""
    needs = run.state not in RUN_TERMINAL | {RunState.REQUESTED, RunState.APPROVING}
    return needs and now - max(run.heartbeat, run.since) > DRIVER_LOST
