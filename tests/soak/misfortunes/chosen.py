"""What goes wrong in a case: a few faults, each of which strikes seldom enough to be survived.

Not drawn: an execution that shows InProgress for ever although nothing of it runs (no retry can
mend it), and refusals that never end.
"""

from collections.abc import Callable, Mapping

from soak.misfortunes import (
    of_calls,
    of_events,
    of_executions,
    of_instances,
    of_launches,
    of_sources,
    of_time,
)

KINDS: Mapping[str, Callable] = {
    **of_sources.KINDS,
    **of_launches.KINDS,
    **of_instances.KINDS,
    **of_calls.KINDS,
    **of_time.KINDS,
}
"""A function a kind: what it is drawn from, and the servers, in; entries of a fault script out."""


def misfortunes(rng, servers, *, is_heard):
    """The entries of a fault script; none at all now and then. Events go wrong if `is_heard`."""
    drawn = [KINDS[kind] for kind in rng.sample(sorted(KINDS), rng.choice([0, 1, 1, 1, 2, 2, 3]))]
    drawn += [of_executions.kill for _ in range(rng.choice([0, 0, 0, 1, 1, 2]))]
    if is_heard:
        drawn += [of_events.KINDS[kind] for kind in rng.sample(sorted(of_events.KINDS), 2)]
    return [entry for draw in drawn for entry in draw(rng, servers)]
