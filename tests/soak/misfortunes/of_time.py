"""Time: the clock jumps."""

from collections.abc import Callable, Mapping


def clock_jump(rng, servers):
    """It is minutes later from one moment to the next."""
    return [{"clock-jump": {"at": f"{rng.randint(10, 150)}s", "by": f"{rng.randint(20, 240)}s"}}]


KINDS: Mapping[str, Callable] = {"clock-jump": clock_jump}
