"""What differs between two versions of a plan, or of the people: pure, in words for people.

Hooks come first: they are what a plan does beyond recovering servers.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

HOOKS = ("before", "run", "after")
"""The lists of hooks that a wave has."""

NAMED = {"waves": "wave", "people": "person"}
"""Lists whose entries have a name, and the key that holds it."""

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One thing that differs, as compact JSON; an empty side: it is not there."""

    what: str
    before: str
    after: str


def plan_differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """What differs between two plans as their records have them; hooks first."""
    hooks = _compared(dict(_hooks(before)), dict(_hooks(after)))
    rest = _compared(_leaves(_without_hooks(before)), _leaves(_without_hooks(after)))
    return (*hooks, *rest)


def people_differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """What differs between two people files: persons, what they may, groups."""
    return tuple(_compared(_leaves(before), _leaves(after)))


def _hooks(plan: Content) -> Iterator[tuple[str, Any]]:
    for wave in plan.get("waves") or ():
        for phase in HOOKS:
            for number, hook in enumerate(wave.get(phase) or (), 1):
                yield f"hook of wave {wave['wave']}, {phase} {number}", _said(hook)


def _said(hook: Content) -> dict[str, Any]:
    return {key: value for key, value in hook.items() if value not in (None, {}, [])}


def _without_hooks(plan: Content) -> Content:
    waves = plan.get("waves") or ()
    kept = [{k: v for k, v in wave.items() if k not in HOOKS} for wave in waves]
    return {**plan, "waves": kept} if waves else plan


def _leaves(content: Content) -> dict[str, Any]:
    """Values by their path, two levels below a name: `waves.web.timeout`, `groups.databases`."""
    found: dict[str, Any] = {}
    for key, value in content.items():
        if key in NAMED and isinstance(value, list):
            found |= _entries(key, value)
        elif isinstance(value, Mapping):
            found |= {f"{key}.{name}": inner for name, inner in value.items()}
        else:
            found[key] = value
    return found


def _entries(key: str, entries: Iterable[Content]) -> dict[str, Any]:
    name = NAMED[key]
    return {
        f"{key}.{entry[name]}.{part}": value
        for entry in entries
        for part, value in entry.items()
        if part != name
    } | {f"{key}, in order": [entry[name] for entry in entries]}


def _compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for what in dict.fromkeys((*before, *after)):
        old, new = _text(before, what), _text(after, what)
        if old != new:
            yield Difference(what, old, new)


def _text(side: Mapping[str, Any], what: str) -> str:
    value = side.get(what)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
