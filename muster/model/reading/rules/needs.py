"""What waves wait for: waves that exist, and never themselves."""

from collections.abc import Iterator

from muster.model.codes import rules
from muster.model.errors import Problem
from muster.model.graph import find_circle
from muster.model.reading.draft import Draft, Shared
from muster.model.suggestions import suggestion
from muster.model.text import quoted

_DRAWN = 12


def needs_are_known(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Silent as long as a wave has no readable name: it may be the one that is meant."""
    names = [wave.name.raw if wave.name else None for wave in draft.waves]
    known = {name for name in names if name is not None}
    if len(known) < len(set(names)):
        return
    for wave in draft.waves:
        for need, node in wave.needs:
            if need not in known:
                hint = suggestion(need, [name for name in names if name])
                message = f"there is no wave {quoted(need)}"
                yield draft.problem(rules.UNKNOWN_WAVE, node.place, message, hint)


def no_wave_waits_for_itself(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """One circle is drawn at a time: others often vanish with it."""
    named = {wave.name.raw: wave for wave in draft.waves if wave.name}
    needs = {name: [need for need, _ in wave.needs] for name, wave in named.items()}
    circle = find_circle(needs)
    if circle:
        closing = next(node for need, node in named[circle[-1]].needs if need == circle[0])
        hint = f"drop one of these needs, as {quoted(circle[0])} of wave {quoted(circle[-1])}"
        yield draft.problem(rules.CYCLE, closing.place, _drawn(circle), hint)


def _drawn(circle: list[str]) -> str:
    """Return the circle as arrows: each wave needs the next."""
    path = [quoted(name) for name in (*circle, circle[0])]
    if len(path) > _DRAWN:
        path = [*path[: _DRAWN - 2], "…", path[-1]]
    return "waves wait for each other: " + " → ".join(path)
