"""The values of deploying (CloudFormation API: StackStatus, ResourceChange, StackEvent)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

REVIEW = "REVIEW_IN_PROGRESS"
"""A stack of which there is a change set that nobody has carried out: it holds nothing."""

UNBORN = frozenset({"CREATE_FAILED", REVIEW, "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"})
"""A stack that was never created, or whose creation failed: it can only be deleted."""

STUCK = {
    "DELETE_FAILED": "delete it to its end first: `muster destroy`",
    "UPDATE_ROLLBACK_FAILED": "first end its rollback, in the CloudFormation console or by"
    " `aws cloudformation continue-update-rollback`",
}
"""A stack that CloudFormation does not change as it is, and the way out."""

GOOD = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})


@dataclass(frozen=True)
class Stack:
    """A stack that exists; `parameters` are the names that it knows."""

    name: str
    status: str
    reason: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    parameters: frozenset[str] = frozenset()

    @property
    def is_busy(self) -> bool:
        """Whether CloudFormation is at work on it."""
        return self.status.endswith("_IN_PROGRESS") and self.status != REVIEW

    @property
    def is_there(self) -> bool:
        """Whether it holds anything that a change could change."""
        return self.status not in UNBORN


@dataclass(frozen=True)
class Change:
    """What would become of one resource; `action` Add, Modify, Remove …; `replaced`: made anew."""

    action: str
    resource: str
    kind: str
    replaced: bool = False


@dataclass(frozen=True)
class ChangeSet:
    """Changes that CloudFormation has worked out and not carried out."""

    change_set: str
    stack: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class StackEvent:
    """Something that happened to one resource; `at` in epoch seconds, UTC."""

    event: str
    at: int
    resource: str
    kind: str
    status: str
    reason: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether it failed by itself; what is cancelled only follows."""
        return self.status.endswith("_FAILED") and "cancelled" not in self.reason.lower()
