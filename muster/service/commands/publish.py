"""`plan publish`: documents, plan record and people into an account.

check ──► record ──► documents ──► defaults ──► current ──► prune
refuses   pieces,    new versions  the moment   the plan's   what is
          scripts    beside old    of change    release      left over

Everything before the defaults adds, and changes nothing that runs. Every step may be repeated, so a
publication that fails half-way is repeated as a whole.
"""

from collections.abc import Iterator

from muster.engine.names import pack_document
from muster.service.commands.documents_there import prune, refuse_if_full
from muster.service.commands.publication import Change, Publication, PublishedHere
from muster.service.commands.publish_steps import (
    carried_out,
    made_of,
    make_current,
    make_default,
    put_document,
    put_people,
    put_record,
    put_scripts,
    refuse_if_active,
    refuse_if_elsewhere,
)
from muster.service.service import Service
from muster.service.values import Caller


def publish(service: Service, publication: Publication, *, lay_foundation: bool) -> PublishedHere:
    """Publish all of it; what is already there stays as it is.

    Raises:
        RefusedError: a run of a plan is active, the documents do not fit, or the credentials lead
            to another account or Region.
        PublishFailedError: it stopped half-way; it names what was done.
    """
    caller = service.identity.caller()
    refuse_if_elsewhere(publication, caller)
    done = _foundation(service) if lay_foundation else []
    refuse_if_active(service, publication.plans)
    refuse_if_full(service, publication)
    changes = carried_out(_work(service, publication, caller), done)
    missing = service.documents.published(pack_document("decide")) is None
    return PublishedHere(caller, changes, missing)


def _foundation(service: Service) -> list[Change]:
    return [Change("foundation", what, "made") for what in service.foundation.lay()]


def _work(service: Service, publication: Publication, caller: Caller) -> Iterator[Change]:
    """Do one thing after the other, and say so after each."""
    yield put_scripts(service, publication.scripts)
    for release in publication.releases:
        yield put_record(service, release)
    versions: dict[str, str] = {}
    for document in publication.documents:
        change = put_document(service, document)
        versions[document.name] = change.version
        yield change
    refuse_if_active(service, publication.plans)  # a run may have begun meanwhile
    for document in publication.documents:
        yield make_default(service, document.name, versions[document.name])
    for release in publication.releases:
        made = made_of(release, caller, versions, service.clock.now())
        yield make_current(service, release.plan, made)
    if publication.people is not None:
        yield put_people(service, publication.people)
    if publication.prune:
        yield from prune(service, publication.releases)
