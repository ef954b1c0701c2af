"""How much of something was in use at its fullest moment."""

from collections.abc import Iterable

Span = tuple[float, float, int]
"""From when to when (epoch seconds) how much was in use."""


def peak(spans: Iterable[Span]) -> int:
    """The most that was in use at one moment; what ends at a moment makes room at it."""
    changes = [change for a, b, much in spans for change in ((a, much), (b, -much))]
    most = level = 0
    for _, change in sorted(changes):
        level += change
        most = max(most, level)
    return most
