"""Whose turn it is in a wave: all servers at once, or one after the other in the plan's order."""

from collections.abc import Sequence

from muster.engine.items import Server

SEQUENTIAL = "sequential"


def in_turn(missing: Sequence[Server], launch: str | None, *, in_flight: bool) -> list[Server]:
    """The servers to launch now; `in_flight`: whether a launch of the wave has no answer yet."""
    if launch != SEQUENTIAL:
        return list(missing)
    return [] if in_flight else sorted(missing, key=lambda server: server.rank)[:1]
