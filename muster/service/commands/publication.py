"""What is published, and what became of it, as values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.engine.writes import Write
from muster.service.values import Caller, Document

DOCUMENTS = 500
"""Documents an account may have in a Region (AWS General Reference, Systems Manager quotas)."""


@dataclass(frozen=True)
class Release:
    """One version of a plan, compiled: its documents (entries first) and its record."""

    plan: str
    hash: str
    description: str
    owner: str
    priority: int
    account: str
    region: str
    documents: tuple[Document, ...]
    record: tuple[Write, ...]

    @property
    def content(self) -> Mapping[str, Any]:
        """The plan itself, as its record has it."""
        return dict(json.loads("".join(str(write.values["text"]) for write in self.record)))

    @property
    def names(self) -> frozenset[str]:
        """What its documents are called."""
        return frozenset(document.name for document in self.documents)


@dataclass(frozen=True)
class Publication:
    """All that is published at once; `people` None: those who are published stay.

    `prune`: documents of waves that the plans no longer have are deleted at the end. `room`: how
    many documents the account may have in the Region.
    """

    releases: tuple[Release, ...]
    scripts: tuple[Write, ...] = ()
    pack: tuple[Document, ...] = ()
    people: Mapping[str, Any] | None = None
    prune: bool = False
    room: int = DOCUMENTS

    @property
    def plans(self) -> tuple[str, ...]:
        """The names of the plans."""
        return tuple(release.plan for release in self.releases)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document, those that start others last."""
        plans = (document for each in self.releases for document in reversed(each.documents))
        return (*self.pack, *plans)


@dataclass(frozen=True)
class Change:
    """One thing that was published; `change` is `made`, `changed`, `same` or `deleted`."""

    kind: str
    name: str
    change: str
    version: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.change}"


@dataclass(frozen=True)
class PublishedHere:
    """What was done, where and by whom; `pack_missing`: the verbs have no documents here."""

    caller: Caller
    changes: tuple[Change, ...]
    pack_missing: bool
