"""How much of a plan waits for a wave."""

from collections.abc import Mapping, Sequence
from functools import cache


def followers(needs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """By wave, the number of waves on the longest chain that needs it; 0: none does.

    `needs` is by wave what it needs, in any order, without a circle and naming no other waves.
    """

    @cache
    def behind(wave: str) -> int:
        return max(
            (1 + behind(other) for other, those in needs.items() if wave in those), default=0
        )

    return {wave: behind(wave) for wave in needs}
