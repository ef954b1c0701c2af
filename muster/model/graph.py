"""Order and circles among waves; `needs` maps each wave to the waves it waits for."""

import heapq
from collections.abc import Mapping, Sequence


def in_order(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names so that each follows its needs, else in the mapping's order.

    Unknown needs are ignored; the members of a circle, and what needs them, are left out.
    """
    names = list(needs)
    position = {name: index for index, name in enumerate(names)}
    waiting = {name: {need for need in needs[name] if need in position} for name in names}
    followers: dict[str, list[str]] = {name: [] for name in names}
    for name, wanted in waiting.items():
        for need in wanted:
            followers[need].append(name)
    ready = [position[name] for name in names if not waiting[name]]
    done: list[str] = []
    while ready:
        name = names[heapq.heappop(ready)]
        done.append(name)
        for follower in followers[name]:
            waiting[follower].remove(name)
            if not waiting[follower]:
                heapq.heappush(ready, position[follower])
    return done


def find_circle(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return one circle of names, each needing the next, or nothing if there is none."""
    settled = set(in_order(needs))
    stuck = {name for name in needs if name not in settled}
    path: dict[str, None] = {}
    name = next((name for name in needs if name in stuck), None)
    while name is not None and name not in path:
        path[name] = None
        name = next(need for need in needs[name] if need in stuck)
    return list(path)[list(path).index(name) :] if name is not None else []
