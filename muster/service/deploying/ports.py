"""What deploying needs of the world. Each raises `muster.service.errors.AwsError`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from muster.service.deploying.values import ChangeSet, Stack, StackEvent

Parameters = Mapping[str, str | None]
"""A stack's parameters; None: as they are."""


class Stacks(Protocol):
    """CloudFormation, in one account and Region."""

    def look(self, name: str) -> Stack | None:
        """The stack; None if there is none."""
        ...

    def holds(self, name: str, resource: str) -> bool:
        """Whether the stack has made this resource and has it still."""
        ...

    def propose(
        self, name: str, template: str, parameters: Parameters, *, new: bool
    ) -> ChangeSet | None:
        """Work out what the template (a URL) would change; None: nothing."""
        ...

    def carry_out(self, changes: ChangeSet) -> None:
        """Begin to change it."""
        ...

    def discard(self, changes: ChangeSet) -> None:
        """Forget the changes; a stack that exists for them alone goes with them."""
        ...

    def delete(self, name: str) -> None:
        """Begin to delete the stack; what it retains stays."""
        ...

    def events(self, name: str) -> Sequence[StackEvent]:
        """What happened to it of late, oldest first."""
        ...


class Artifacts(Protocol):
    """Where what is deployed is fetched from."""

    @property
    def bucket(self) -> str:
        """Its name."""
        ...

    def lay(self) -> bool:
        """Make the bucket if it is missing; says whether it was."""
        ...

    def put(self, key: str, content: bytes | Path) -> str:
        """Store it unless it is there; gives its URL."""
        ...


class Record(Protocol):
    """What an earlier stack may have left."""

    def exists(self) -> bool:
        """Whether there is a run table."""
        ...
