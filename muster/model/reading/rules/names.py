"""Names: each means one thing, and fits into the names that are made from it."""

from collections.abc import Iterator
from typing import Final

from muster.engine.names import PLAN_AFTER, PLAN_BEFORE
from muster.model import limits
from muster.model.codes import rules
from muster.model.errors import Problem
from muster.model.reading.draft import Draft, Shared, folded
from muster.model.reading.nodes import Node, Place
from muster.model.text import quoted

RESERVED: Final = frozenset({folded(PLAN_BEFORE), folded(PLAN_AFTER)})


def waves_have_names_of_their_own(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Step names know no hyphens, and people no case: `web-1` and `Web_1` would be one."""
    named = [wave.name for wave in draft.waves]
    for name in named:
        if name and folded(name.raw) in RESERVED:
            message = f"wave {quoted(name.raw)} has the name of the plan's own hooks"
            yield draft.problem(rules.SAME_NAME, name.place, message, "give it another name")
    yield from _taken(draft, "wave", [(name.raw, name.place) for name in named if name])


def groups_have_names_of_their_own(draft: Draft, shared: Shared) -> Iterator[Problem]:
    """A group of another file of the folder takes its name too."""
    own = [(name, node.key) for name, node in draft.groups.items()]
    yield from _taken(draft, "group", own)
    elsewhere = {folded(name): name for name in reversed(list(shared))}
    for name, place in own:
        other = elsewhere.get(folded(name))
        if other is not None and shared[other].node is not draft.groups[name]:
            message = f"group {quoted(name)} stands in {shared[other].file} too"
            hint = "delete one of them, or rename it"
            yield draft.problem(rules.SAME_NAME, place, message, hint)


def _taken(draft: Draft, kind: str, names: list[tuple[str, Place]]) -> Iterator[Problem]:
    first: dict[str, tuple[str, Place]] = {}
    for name, place in names:
        earlier = first.setdefault(folded(name), (name, place))
        if earlier[1] != place:
            message = f"{kind} {quoted(name)} has the name of {kind} {quoted(earlier[0])}"
            hint = f"the first is in line {earlier[1].line}: rename one of them"
            yield draft.problem(rules.SAME_NAME, place, message, hint)


def lists_name_each_thing_once(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """A repeated entry is most often a mistyped other one."""
    for wave in draft.waves:
        for key in ("needs", "groups", "health"):
            yield from _repeated(draft, key, wave.node)
        approval = wave.node.get("approval")
        yield from _repeated(draft, "in", approval) if approval else ()
    approval = draft.root.get("approval")
    yield from _repeated(draft, "in", approval) if approval else ()
    for hook in draft.hooks():
        yield from _repeated(draft, "in", hook)


def repeated_servers(draft: Draft, group: Node) -> Iterator[Problem]:
    """Yield the servers that stand twice in a list of `group`."""
    for key in ("servers", "critical", "optional"):
        yield from _repeated(draft, key, group)


def _repeated(draft: Draft, key: str, node: Node) -> Iterator[Problem]:
    seen: set[str] = set()
    for text, item in node.texts_at(key):
        if text in seen:
            message = f"{quoted(text)} stands twice in `{key}`"
            yield draft.problem(rules.REPEATED, item.place, message, "delete it, or mend the name")
        seen.add(text)


def document_names_fit(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Systems Manager bounds the name of the document that a wave becomes."""
    if draft.name is None:
        return
    for wave in draft.waves:
        if wave.name is None or wave.name.is_refused:
            continue
        document = limits.WAVE_DOCUMENT.format(plan=draft.name.raw, wave=wave.name.raw)
        excess = len(document) - limits.DOCUMENT_NAME_CHARS
        if excess > 0:
            message = f"document name {quoted(document)} would have {len(document)} characters"
            hint = f"shorten the name of the wave or the plan by {excess}"
            yield draft.problem(rules.DOCUMENT_NAME, wave.name.place, message, hint)
