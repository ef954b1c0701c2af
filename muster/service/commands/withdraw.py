"""`plan withdraw`: nobody can run the plan any more; what it did stays on record.

list ──► documents: first it can no longer be chosen, then what carried it out goes. Releases and
records of runs stay. Repeated after an interruption, it goes on.
"""

from collections.abc import Iterator

from muster.engine.keys import plan_current_key
from muster.engine.names import ENTRY_VERBS, entry_document, wave_document
from muster.engine.writes import delete, put
from muster.service.commands.publication import Change, PublishedHere
from muster.service.commands.publish_steps import carried_out, refuse_if_active
from muster.service.errors import RefusedError
from muster.service.keys import plans_key
from muster.service.service import Service
from muster.service.values import Caller


def withdraw(service: Service, plan: str) -> PublishedHere:
    """Take the plan out of the list, and delete its documents.

    Raises:
        RefusedError: a run of the plan is active, or there is nothing of it.
        PublishFailedError: it stopped half-way; it names what was done.
    """
    caller, names = service.identity.caller(), what_goes(service, plan)
    done = carried_out(_work(service, plan, caller, names))
    return PublishedHere(caller, done, pack_missing=False)


def what_goes(service: Service, plan: str) -> tuple[str, ...]:
    """The documents that a withdrawal deletes. Raises `RefusedError` as `withdraw` does."""
    refuse_if_active(service, [plan])
    names = documents_of(service, plan)
    if not names and not service.table.item(plans_key(plan)):
        raise RefusedError(f"there is no plan `{plan}`", "the published plans: `muster plan diff`")
    return names


def documents_of(service: Service, plan: str) -> tuple[str, ...]:
    """The plan's documents that are there, those that start others first."""
    entries = {entry_document(plan, mode) for mode in ENTRY_VERBS}
    waves = wave_document(plan, "")
    there = service.documents.names()
    first = [name for name in there if name in entries]
    return (*first, *(name for name in there if name.startswith(waves)))


def _work(service: Service, plan: str, caller: Caller, names: tuple[str, ...]) -> Iterator[Change]:
    """The empty hash is that of no plan: who reads it finds the plan unpublished."""
    gone = {"hash": "", "release": 0, "published_at": service.clock.now(), "by": caller.arn}
    service.store.write(put(plan_current_key(plan), gone), delete(plans_key(plan)))
    yield Change("plan", plan, "withdrawn")
    for name in names:
        service.documents.delete(name)
        yield Change("document", name, "deleted")
