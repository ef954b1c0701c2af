"""What is there beside what is published: how many documents fit, and which are left over."""

from collections.abc import Collection, Iterable, Iterator

from muster.engine.counts import counted
from muster.engine.names import wave_document
from muster.service.commands.publication import Change, Publication, Release
from muster.service.errors import RefusedError
from muster.service.service import Service


def refuse_if_full(service: Service, publication: Publication) -> None:
    """Raise `RefusedError` if the account cannot hold the documents that would be new."""
    there = service.documents.names()
    new = {document.name for document in publication.documents} - set(there)
    if len(there) + len(new) > publication.room:
        raise RefusedError(
            f"{counted(len(new), 'document is', 'documents are')} new,"
            f" {len(there)} of {publication.room} are in use",
            "delete some (`--prune` deletes those of waves that are gone); if AWS has raised the"
            " quota, name it: `--quota NUMBER`",
        )


def left_over(names: Collection[str], release: Release) -> tuple[str, ...]:
    """The documents of waves that the plan had once and has no longer."""
    of_plan = wave_document(release.plan, "")
    return tuple(n for n in sorted(names) if n.startswith(of_plan) and n not in release.names)


def prune(service: Service, releases: Iterable[Release]) -> Iterator[Change]:
    """Delete what is left over; no current release names it, so no run can need it."""
    names = service.documents.names()
    for release in releases:
        for name in left_over(names, release):
            service.documents.delete(name)
            yield Change("document", name, "deleted")
