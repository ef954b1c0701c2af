"""Locks: one active run a plan, one run a source server. They live until the run is terminal."""

from collections.abc import Iterable

from muster.engine.items import Run, read
from muster.engine.keys import Key, plan_lock_key, run_key, server_lock_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.writes import Write, absent, delete, equals, free_or, put, update
from ssm_documents.scripts.lib.here import Here, RefusedError
from ssm_documents.scripts.lib.table import TRANSACTION


def lock_keys(plan: str, servers: Iterable[str]) -> list[Key]:
    """All locks a run needs, in an order that every run shares."""
    return [plan_lock_key(plan), *(server_lock_key(server) for server in sorted(set(servers)))]


def take_locks(here: Here, keys: list[Key]) -> None:
    """Take them all, or none. Raises `RefusedError` naming who holds what."""
    for start in range(0, len(keys), TRANSACTION):
        batch = keys[start : start + TRANSACTION]
        if here.table.write(*(_take(here, key) for key in batch)):
            continue
        held = [text for key in batch if (text := _take_over(here, key))]
        if held:
            release_locks(here, keys[: start + len(batch)])
            raise RefusedError("; ".join(held[:5]))


def release_locks(here: Here, keys: list[Key]) -> None:
    """Give back those that this run holds."""
    here.table.write_each(delete(key, equals("run", here.run)) for key in keys)


def _take(here: Here, key: Key) -> Write:
    return update(key, {"run": here.run}, free_or("run", here.run))


def _take_over(here: Here, key: Key) -> str:
    """Take one lock, also from a run that is over; else say who holds it."""
    if here.table.write(_take(here, key)):
        return ""
    holder = str(here.table.get(key).get("run") or "")
    item = here.table.get(run_key(holder.removeprefix("cleanup:")))
    over = not item or read(Run, item).state in RUN_TERMINAL
    if over and not holder.startswith("cleanup:"):
        free = equals("run", holder) if holder else absent("pk")
        if here.table.write(put(key, {"run": here.run}, free)):
            return ""
    what = key[0].replace("#", " ").lower()
    return f"{what} is held by run {holder}"
