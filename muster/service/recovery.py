"""What DRS itself says, where it outranks everything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class RecoveryJob:
    """A job of DRS: who or what began it, for which source servers, and muster's run if it has one.

    `initiated_by` as DRS words it (DRS API, shape InitiatedBy); `run` from the job's tags.
    """

    job: str
    initiated_by: str
    servers: tuple[str, ...]
    run: str = ""


class RecoveryService(Protocol):
    """Reads of DRS. Raises `AwsError` when AWS does not do what it is asked."""

    def job(self, job: str) -> RecoveryJob | None:
        """The job; None if DRS knows none."""
        ...

    def replication(self, servers: Sequence[str]) -> Mapping[str, str]:
        """Source server to replication state (DRS API, shape DataReplicationState).

        Without those that DRS does not know.
        """
        ...
