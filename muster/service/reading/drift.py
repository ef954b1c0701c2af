"""Drift: where an account is no longer what the current release of a plan says."""

from collections.abc import Iterator
from hashlib import sha256

from muster.service.reading.releases import PlanRelease, ReleasedDocument, current_release
from muster.service.service import Service

USABLE = "Active"


def drift(service: Service, plan: str) -> tuple[str, ...]:
    """A sentence a thing that somebody has changed past muster; empty: all is as published."""
    release = current_release(service.table, plan)
    if release is None:
        return (f"no release of plan `{plan}` is on record: publish it",)
    return tuple(_drift(service, plan, release))


def _drift(service: Service, plan: str, release: PlanRelease) -> Iterator[str]:
    if not has_record(service, plan, release.hash):
        yield f"the record of version {release.hash[:12]} is not whole in the run table"
    for part in release.parts:
        yield from _of_document(service, part)


def _of_document(service: Service, part: ReleasedDocument) -> Iterator[str]:
    found = service.documents.published(part.name)
    if found is None:
        yield f"document `{part.name}` is gone"
        return
    if found.default_version != part.version:
        yield (
            f"document `{part.name}` runs version {found.default_version}, not {part.version},"
            " which was published"
        )
    elif found.status != USABLE:
        yield f"document `{part.name}` is {found.status}: {found.reason}"
    elif not is_text_of(service, part):
        yield f"version {part.version} of document `{part.name}` has another text than published"


def is_text_of(service: Service, part: ReleasedDocument) -> bool:
    """Whether the version holds the very text that the release names."""
    text = service.documents.text(part.name, part.version)
    return sha256(text.encode()).hexdigest() == part.digest


def has_record(service: Service, plan: str, digest: str) -> bool:
    """Whether the run table holds this version of a plan, whole."""
    pieces = service.table.items(f"PLAN#{plan}", f"{digest}#")
    return sha256("".join(str(piece["text"]) for piece in pieces).encode()).hexdigest() == digest
