"""The releases of a plan: what was published when, by whom, as which versions of its documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from muster.engine.items import read
from muster.engine.keys import plan_current_key
from muster.service.errors import RefusedError
from muster.service.keys import RELEASES, plan_release_key
from muster.service.ports import RunTable


@dataclass(frozen=True)
class ReleasedDocument:
    """One document of a release: its version in Systems Manager, and the digest of its text."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True)
class PlanRelease:
    """One release. `back_to`: the release it was rolled back to, 0: it was published.

    `listed` is the plan's entry in the list of all plans; `published_at` in epoch seconds, UTC.
    """

    number: int
    hash: str
    published_at: int = 0
    by: str = ""
    back_to: int = 0
    documents: tuple[Mapping[str, str], ...] = ()
    listed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[ReleasedDocument, ...]:
        """Its documents, the entries first."""
        return tuple(read(ReleasedDocument, entry) for entry in self.documents)

    def is_of(self, digest: str, documents: tuple[ReleasedDocument, ...]) -> bool:
        """Whether it is of this plan hash and these very versions of documents."""
        return self.hash == digest and self.parts == documents


def releases(table: RunTable, plan: str, *, newest: int = 0) -> tuple[PlanRelease, ...]:
    """The releases, the newest first; with `newest`, so many at most."""
    if newest:
        found = table.items(f"PLAN#{plan}", RELEASES, newest=newest)
    else:
        found = table.items(f"PLAN#{plan}", RELEASES)[::-1]
    return tuple(read(PlanRelease, item) for item in found)


def current_release(table: RunTable, plan: str) -> PlanRelease | None:
    """The release that the plan's documents carry out; None if nothing is published."""
    number = int(table.item(plan_current_key(plan)).get("release") or 0)
    item = table.item(plan_release_key(plan, number)) if number else {}
    return read(PlanRelease, item) if item else None


def release_of(table: RunTable, plan: str, number: int) -> PlanRelease:
    """The release of that number. Raises `RefusedError` naming those that there are."""
    item = table.item(plan_release_key(plan, number))
    if item:
        return read(PlanRelease, item)
    newest = releases(table, plan, newest=1)
    there = f"it has releases 1 to {newest[0].number}" if newest else "nothing of it is published"
    raise RefusedError(
        f"plan `{plan}` has no release {number}; {there}",
        f"list them: `muster plan releases {plan}`",
    )
