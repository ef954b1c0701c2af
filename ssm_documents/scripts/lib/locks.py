"""Locks: one active run a plan, one run a source server. They live until the run is terminal.

A lock names its run and the run's epoch, so that whoever ends an earlier epoch, or judged it over,
cannot take away what a later one holds.
"""

from collections.abc import Iterable

from muster.engine.items import Run, read
from muster.engine.keys import Key, cleanup_key, plan_lock_key, run_key, server_lock_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.writes import Condition, Write, absent, delete, equals, free_or, put, update
from ssm_documents.scripts.lib.automation import how_it_ended
from ssm_documents.scripts.lib.here import Here, RefusedError
from ssm_documents.scripts.lib.table import TRANSACTION

CLEANUP = "cleanup:"
"""What the holder of a lock is called while it cleans up; the rest is the run's id."""


def lock_keys(plan: str, servers: Iterable[str]) -> list[Key]:
    """All locks a run needs, in an order that every run shares."""
    return [plan_lock_key(plan), *(server_lock_key(server) for server in sorted(set(servers)))]


def take_all(here: Here, keys: list[Key], epoch: int) -> None:
    """Take them all, or none. Raises `RefusedError` naming who holds what."""
    try:
        take_locks(here, keys, epoch)
    except RefusedError:
        release_locks(here, keys, epoch)
        raise


def take_locks(here: Here, keys: list[Key], epoch: int) -> None:
    """Take them, or as many as are free. Raises `RefusedError` naming who holds the others."""
    for start in range(0, len(keys), TRANSACTION):
        batch = keys[start : start + TRANSACTION]
        if here.table.write(*(_take(here, key, epoch) for key in batch)):
            continue
        held = [text for key in batch if (text := _take_over(here, key, epoch))]
        if held:
            raise RefusedError("; ".join(held[:5]))


def release_locks(here: Here, keys: list[Key], epoch: int) -> None:
    """Give back those that this run holds in this epoch."""
    mine = (equals("run", here.run), equals("epoch", epoch))
    here.table.write_each(delete(key, *mine) for key in keys)


def _take(here: Here, key: Key, epoch: int) -> Write:
    return update(key, {"run": here.run, "epoch": epoch}, free_or("run", here.run))


def _take_over(here: Here, key: Key, epoch: int) -> str:
    """Take one lock, also from a holder that is over; else say who holds it."""
    if here.table.write(_take(here, key, epoch)):
        return ""
    lock = here.table.get(key)
    holder = str(lock.get("run") or "")
    if _is_over(here, holder):
        values = {"run": here.run, "epoch": epoch}
        if here.table.write(put(key, values, *_unchanged(lock))):
            return ""
    what = key[0].replace("#", " ").lower()
    return f"{what} is held by {_named(holder)}"


def _unchanged(lock: dict[str, object]) -> tuple[Condition, ...]:
    same = tuple(equals(name, lock[name]) for name in ("run", "epoch") if name in lock)
    return same or (absent("pk"),)


def _is_over(here: Here, holder: str) -> bool:
    run = holder.removeprefix(CLEANUP)
    if run != holder:
        return _has_cleanup_ended(here, run)
    item = here.table.get(run_key(holder))
    return not item or read(Run, item).state in RUN_TERMINAL


def _has_cleanup_ended(here: Here, run: str) -> bool:
    """Whether nobody cleans up any more; a clean-up that was killed leaves its locks behind."""
    item = here.table.get(cleanup_key(run))
    execution = str(item.get("execution") or "")
    return item.get("state") == "done" or bool(execution and how_it_ended(here.region, execution))


def _named(holder: str) -> str:
    run = holder.removeprefix(CLEANUP)
    return f"run {run}" if run == holder else f"the clean-up of run {run}"
