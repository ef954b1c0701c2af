"""Source servers: their replication stands still or loses its points in time, somebody uses them.

A source that lost its points has somebody replicate it anew: see `soak.owners`.
"""

from collections.abc import Callable, Mapping


def stalled(rng, servers):
    """The source dies, and comes back some minutes later."""
    server = _known(rng, servers)
    since, until = rng.randint(0, 90), rng.randint(100, 240)
    return [
        {"replication": {"server": server, "at": f"{since}s"}},
        {"replication": {"server": server, "becomes": "CONTINUOUS", "at": f"{until}s"}},
    ]


def points_lost(rng, servers):
    """Nothing is left to recover a server from."""
    at = f"{rng.choice([0, 0, 30, 60, 120])}s"
    return [{"replication": {"server": _known(rng, servers), "becomes": "STOPPED", "at": at}}]


def outside_launch(rng, servers):
    """Somebody who knows nothing of muster has a drill of their own."""
    at = f"{rng.randint(0, 60)}s"
    return [{"outside-launch": {"server": _known(rng, servers), "at": at, "in": "drill"}}]


def _known(rng, servers):
    return rng.choice(servers) if servers else "s-neighbour00000003"


KINDS: Mapping[str, Callable] = {
    "outside-launch": outside_launch,
    "points-lost": points_lost,
    "stalled": stalled,
}
