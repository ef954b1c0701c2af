"""Waves: each does something, with keys that fit its kind."""

from collections.abc import Iterator
from typing import Final

from muster.model.codes import rules
from muster.model.errors import Problem
from muster.model.reading.draft import Draft, DraftWave, Shared

_DEEDS: Final = ("groups", "approval", "before", "run", "after", "wait")
_MISPLACED: Final = {
    True: {
        "health": "there is nothing to check: name `groups`, or delete it",
        "launch": "there is nothing to launch: name `groups`, or delete it",
    },
    False: {"run": "use `before` or `after`, or make a checkpoint of it"},
}


def waves_do_something(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Silent if a key of the wave is refused: it may have been the deed."""
    for wave in draft.waves:
        written = (wave.node.entries.get(key) for key in _DEEDS)
        if wave.node.is_doubtful or any(node and node.value not in ([], {}) for node in written):
            continue
        hint = "name the `groups` that it recovers, or the hooks to `run`"
        yield draft.problem(rules.EMPTY_WAVE, wave.node.place, "this wave does nothing", hint)


def stages_fit_the_wave(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """`run` belongs to a checkpoint, `health` to recovered servers."""
    for wave in draft.waves:
        if not wave.node.is_doubtful:
            yield from _misplaced(draft, wave)


def _misplaced(draft: Draft, wave: DraftWave) -> Iterator[Problem]:
    groups = wave.node.entries.get("groups")
    is_checkpoint = groups is None or groups.value == []
    for key, hint in _MISPLACED[is_checkpoint].items():
        node = wave.node.get(key)
        if node and (node.items or node.text):
            kind = "a checkpoint" if is_checkpoint else "a wave with groups"
            yield draft.problem(rules.STAGE, node.key, f"{kind} has no `{key}`", hint)
