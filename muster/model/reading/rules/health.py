"""Health checks: each asks one thing, with keys that fit it."""

from collections.abc import Iterator, Mapping
from typing import Final

from muster.engine.health import KINDS
from muster.model.codes import rules
from muster.model.errors import Problem
from muster.model.reading.draft import Draft, Shared
from muster.model.reading.nodes import Node

_BY_HTTP: Final = frozenset({"http", "https"})
_BELONGS: Final[Mapping[str, frozenset[str]]] = {"path": _BY_HTTP, "status": _BY_HTTP}
_FROM_OUTSIDE: Final = _BY_HTTP | {"tcp"}


def checks_ask_one_thing(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Two things are two checks, in order."""
    for check in _checks(draft):
        kinds = _kinds(check)
        if len(kinds) != 1 and not check.is_doubtful:
            message = "this check asks two things" if kinds else "this check asks nothing"
            hint = "write one of `check`, `tcp`, `http`, `https` and `command`"
            yield draft.problem(rules.HEALTH_KIND, check.place, message, hint)


def options_fit_the_check(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Silent where it is not clear what the check asks."""
    for check in _checks(draft):
        kinds = _kinds(check)
        if len(kinds) == 1:
            yield from _misplaced(draft, check, kinds[0])
            yield from _asked_elsewhere(draft, check, kinds[0])


def _misplaced(draft: Draft, check: Node, kind: str) -> Iterator[Problem]:
    for key, allowed in _BELONGS.items():
        node = check.get(key)
        if node and kind not in allowed:
            message = f"`{key}` does not fit `{kind}`"
            hint = "delete it, or make it a check of `http` or `https`"
            yield draft.problem(rules.HEALTH_OPTION, node.key, message, hint)


def _asked_elsewhere(draft: Draft, check: Node, kind: str) -> Iterator[Problem]:
    source = check.get("from")
    if source and source.text != "instance" and kind not in _FROM_OUTSIDE:
        message = f"no function can be asked about `{kind}`"
        hint = "leave `from` out: the instance itself is asked"
        yield draft.problem(rules.HEALTH_OPTION, source.place, message, hint)


def _kinds(check: Node) -> list[str]:
    return [kind for kind in KINDS if kind in check.entries]


def _checks(draft: Draft) -> Iterator[Node]:
    for wave in draft.waves:
        yield from wave.checks()
