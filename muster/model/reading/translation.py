"""Pydantic's errors as problems: place from the tree, one sentence each, no follow-ups."""

from typing import Any, Final

from pydantic import ValidationError

from muster.model import limits
from muster.model.base import Model
from muster.model.errors import Problem
from muster.model.reading.misfit import Misfit
from muster.model.reading.nodes import Node, Place
from muster.model.reading.sentences import sentence
from muster.model.suggestions import closest

_ABOUT_KEY: Final = frozenset({"extra_forbidden", "[key]"})


def translate(error: ValidationError, model: type[Model], root: Node, file: str) -> list[Problem]:
    """Return the problems that `error` is made of, the first `limits.PROBLEMS_SHOWN` of them.

    Marks in the tree what was refused, so that the rules stay silent about it.
    """
    errors = [_located(detail, model, root) for detail in error.errors(include_url=False)]
    known = [found for found in errors if not any(node.is_refused for node in found.nodes)]
    typos = [found for found in known if found.kind == "extra_forbidden"][: limits.PROBLEMS_SHOWN]
    fresh = [found for found in known if not _is_follow_up(found, typos)]
    for found in fresh:
        _mark(found)
    fresh.sort(key=_place)
    return [_problem(found, file) for found in fresh[: limits.PROBLEMS_SHOWN]]


def _located(detail: Any, model: type[Model], root: Node) -> Misfit:
    path = _path(detail["loc"], root)
    return Misfit(
        model=model,
        kind="[key]" if "[key]" in detail["loc"] else detail["type"],
        path=path,
        context={"type": detail["type"], "said": detail["msg"], **detail.get("ctx", {})},
        nodes=root.along(path),
    )


def _path(loc: tuple[int | str, ...], root: Node) -> tuple[int | str, ...]:
    """Return `loc` without what pydantic adds for itself: the branch of a union, `[key]`."""
    path: list[int | str] = []
    node: Node | None = root
    for part in loc:
        is_branch = isinstance(part, str) and node is not None and not isinstance(node.value, dict)
        if part != "[key]" and not is_branch:
            path.append(part)
            node = node.child(part) if node else None
    return tuple(path)


def _is_follow_up(found: Misfit, typos: list[Misfit]) -> bool:
    """Whether a thing is missing only because another one was mistyped or refused."""
    if found.kind == "too_short":
        return bool(found.node.items or found.node.entries)
    if found.kind != "missing":
        return False
    wanted = str(found.path[-1])
    beside = [str(typo.path[-1]) for typo in typos if typo.parent is found.node]
    return found.node.is_doubtful or any(closest(typo, [wanted]) for typo in beside)


def _mark(found: Misfit) -> None:
    if found.kind == "missing":
        found.node.is_doubtful = True
    elif found.kind in _ABOUT_KEY:
        found.parent.is_doubtful = True
    else:
        found.node.is_refused = True


def _place(found: Misfit) -> Place:
    return found.node.key if found.kind in _ABOUT_KEY else found.node.place


def _problem(found: Misfit, file: str) -> Problem:
    code, message, hint = sentence(found)
    return Problem(code.id, message, file, *_place(found), hint)
