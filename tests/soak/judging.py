"""The verdict on one seed, and how it is told."""

import traceback
from collections.abc import Sequence

from soak.case import draw
from soak.play import played
from soak.promises.table import broken

REPLAY = "make soak SEED={seed}"


def judge(seed: int) -> tuple[int, list[str]]:
    """What the story of a seed breaks, in words; an exception is a breach, too."""
    try:
        with played(draw(seed)) as story:
            return seed, broken(story)
    except Exception:  # noqa: BLE001 - whatever it is, the seed is noted with it
        return seed, [traceback.format_exc()]


def told(seed: int, words: Sequence[str]) -> str:
    """What a seed broke, and the one command that shows it again."""
    return "\n".join([f"seed {seed} broke:", *words, f"again: {REPLAY.format(seed=seed)}"])
