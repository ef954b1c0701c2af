"""What the service needs of the world: small protocols, with adapters in `muster.aws`.

Each raises `muster.service.errors.AwsError` when AWS does not do what it is asked.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from muster.engine.keys import Key
from muster.engine.writes import Write
from muster.service.values import Caller, Document, Execution, Published

Item = Mapping[str, Any]


class RunTable(Protocol):
    """Reads the run table, consistently. Items are plain: text, whole numbers, lists, maps."""

    def item(self, key: Key) -> Item:
        """The item; empty if there is none."""
        ...

    def items(self, partition: str, prefix: str = "", *, newest: int = 0) -> list[Item]:
        """A partition in the order of its sort keys; with `newest`, the last n, newest first."""
        ...


class PlanStore(Protocol):
    """Writes what publishing puts into the run table."""

    def write(self, *writes: Write) -> bool:
        """All writes or none, at most 100; False if a condition did not hold."""
        ...


class Foundation(Protocol):
    """Makes what a deployment would have made, for places where nobody deploys."""

    def lay(self) -> tuple[str, ...]:
        """Make what is missing; gives what was made, in words."""
        ...


class Automation(Protocol):
    """Starts Systems Manager Automation documents, and looks how they fare."""

    def start(self, document: str, parameters: Mapping[str, Sequence[str]], token: str) -> str:
        """The id of the execution; the same token gives the same execution."""
        ...

    def look_at(self, execution: str) -> Execution:
        """Where the execution stands."""
        ...


class Documents(Protocol):
    """Automation documents: publishes them, and says what is there."""

    def put(self, document: Document) -> str:
        """The version that holds this very content, made if there is none; not yet the default."""
        ...

    def make_default(self, name: str, version: str) -> None:
        """Let executions without a version run this one."""
        ...

    def published(self, name: str, version: str = "") -> Published | None:
        """What Systems Manager says of a version, else of the default one; None: no such."""
        ...

    def text(self, name: str, version: str = "") -> str:
        """The content of a version, else of the default one; empty: no such."""
        ...

    def names(self) -> tuple[str, ...]:
        """The documents that this account owns in this Region, whoever made them."""
        ...

    def delete(self, name: str) -> None:
        """Take the document away, with all its versions."""
        ...


class Identity(Protocol):
    """Who we are to AWS."""

    def caller(self) -> Caller:
        """The principal behind the credentials, its account, and the Region of the calls."""
        ...


class Clock(Protocol):
    """The only time there is."""

    def now(self) -> int:
        """Epoch seconds, UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        ...


class Ids(Protocol):
    """The only source of what must never come twice."""

    def token(self) -> str:
        """A fresh ClientToken: a UUID."""
        ...
