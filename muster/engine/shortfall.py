"""Whether a wave counts as done although some of its servers failed: what the plan tolerates.

A critical server may never fail; an optional one may always, and does not use the tolerance up.
"""

from collections.abc import Sequence

from muster.engine.items import Server

CRITICAL, OPTIONAL = "critical", "optional"


def counting(failed: Sequence[Server], total: int, allowed: str | int | None) -> list[Server]:
    """The failed servers for which the wave fails, critical ones first; none if all is tolerated.

    `allowed` is what the plan tolerates of the wave's `total` servers.
    """
    critical = [server for server in failed if server.weight == CRITICAL]
    others = [server for server in failed if server.weight not in (CRITICAL, OPTIONAL)]
    excess = len(critical) + len(others) > tolerated(allowed, total)
    return [*critical, *others] if critical or excess else []


def tolerated(allowed: str | int | None, total: int) -> int:
    """How many servers may fail: a number, or a share such as `10%` (rounded down)."""
    text = str(allowed or 0)
    return total * int(text[:-1]) // 100 if text.endswith("%") else int(text)
