"""The values that pass between acting and its ports."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SourceServer:
    """A source server as DRS shows it (DRS API, shape SourceServer).

    `lag` in seconds, None: DRS shows none; `last_launch` as `DRILL 2026-11-20T08:30:00Z` in two
    parts, empty: never; `instance` is the recovery instance that exists now.
    """

    server: str
    name: str
    tags: Mapping[str, str] = field(default_factory=dict)
    replication: str = ""
    lag: int | None = None
    last_launch: tuple[str, str] = ("", "")
    instance: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether its newest recovery point is young."""
        return self.replication == "CONTINUOUS"
