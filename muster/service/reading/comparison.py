"""What publishing would change here: plans, documents and people against what is published."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from muster.engine.keys import people_key
from muster.service.commands.documents_there import left_over
from muster.service.commands.publication import Publication, Release
from muster.service.commands.publish_steps import refuse_if_elsewhere
from muster.service.errors import MissingError
from muster.service.reading.contents import plan_content
from muster.service.reading.differences import Difference, people_differences, plan_differences
from muster.service.reading.drift import drift
from muster.service.reading.releases import PlanRelease, current_release
from muster.service.service import Service
from muster.service.values import Document


@dataclass(frozen=True)
class DocumentDifference:
    """A document that publishing would touch; `change`: `made`, `changed` or `left over`."""

    name: str
    change: str


@dataclass(frozen=True)
class PlanComparison:
    """A plan against its current release; `release` None: it is not published.

    `drift` names what somebody has changed past muster.
    """

    plan: str
    release: PlanRelease | None
    differences: tuple[Difference, ...] = ()
    documents: tuple[DocumentDifference, ...] = ()
    drift: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether publishing would change nothing of it."""
        return self.release is not None and not (self.differences or self.documents or self.drift)


@dataclass(frozen=True)
class Comparison:
    """All that is compared; people and pack as far as they are in the publication."""

    plans: tuple[PlanComparison, ...]
    pack: tuple[DocumentDifference, ...] = ()
    people: tuple[Difference, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether publishing would change nothing at all."""
        return not (self.pack or self.people) and all(each.is_same for each in self.plans)


def compare(service: Service, publication: Publication) -> Comparison:
    """What publishing it would change.

    Raises `RefusedError` if a plan belongs into another account or Region.
    """
    refuse_if_elsewhere(publication, service.identity.caller())
    names = set(service.documents.names())
    return Comparison(
        plans=tuple(_plan(service, each, names) for each in publication.releases),
        pack=tuple(_documents(service, publication.pack, names)),
        people=_people(service, publication.people),
    )


def _plan(service: Service, release: Release, names: Collection[str]) -> PlanComparison:
    current = _current(service, release.plan)
    before = plan_content(service.table, release.plan, current.hash) if current else {}
    spare = (DocumentDifference(name, "left over") for name in left_over(names, release))
    return PlanComparison(
        plan=release.plan,
        release=current,
        differences=plan_differences(before, release.content) if before else (),
        documents=(*_documents(service, release.documents, names), *spare),
        drift=drift(service, release.plan) if current else (),
    )


def _current(service: Service, plan: str) -> PlanRelease | None:
    try:
        return current_release(service.table, plan)
    except MissingError:
        return None  # no run table: nothing was ever published here


def _documents(
    service: Service, documents: Iterable[Document], names: Collection[str]
) -> Iterator[DocumentDifference]:
    for document in documents:
        found = service.documents.published(document.name) if document.name in names else None
        if found is None:
            yield DocumentDifference(document.name, "made")
        elif found.label != document.label and service.documents.text(document.name) != (
            document.text
        ):
            yield DocumentDifference(document.name, "changed")


def _people(service: Service, people: Mapping[str, Any] | None) -> tuple[Difference, ...]:
    if people is None:
        return ()
    try:
        before = service.table.item(people_key())
    except MissingError:
        before = {}
    return people_differences({k: before[k] for k in before if k not in ("pk", "sk")}, people)
