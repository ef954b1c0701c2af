"""What acting needs of the world beside `muster.service.ports`; adapters in `muster.aws`.

Each raises `muster.service.errors.AwsError` when AWS does not do what it is asked.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from muster.engine.guards import Facts
from muster.engine.writes import Write
from muster.service.acting.values import SourceServer
from muster.service.ports import Automation


class RunWriter(Protocol):
    """Writes what people have decided on into the run table."""

    def write(self, *writes: Write) -> bool:
        """All writes or none, at most 100; False if, and only if, a condition did not hold."""
        ...


class Executions(Automation, Protocol):
    """Executions that can also be stopped, and woken at a gate."""

    def stop(self, execution: str) -> None:
        """Stop it at its gate; one that is elsewhere, has ended or is not known is left alone."""
        ...

    def signal(self, execution: str, kind: str, comment: str) -> bool:
        """Send `Approve` or `Reject` to a gate; False: it does not wait, not yet or no longer."""
        ...


class SourceServers(Protocol):
    """What DRS knows of the servers that it protects."""

    def listed(self) -> Sequence[SourceServer]:
        """All of the account and Region."""
        ...

    def facts(self, server: str) -> Facts:
        """What DRS says of a server at this moment: its instance, and the job that has it."""
        ...

    def snapshots(self, servers: Sequence[str]) -> Mapping[str, int]:
        """Server id to the moment (epoch seconds, UTC) of its newest recovery snapshot, if any.

        Perhaps of the first of them only.
        """
        ...

    def subnets(self, servers: Sequence[str]) -> Mapping[str, str]:
        """Server id to the subnet that its launch template names; empty: it names none.

        Perhaps of the first of them only.
        """
        ...
