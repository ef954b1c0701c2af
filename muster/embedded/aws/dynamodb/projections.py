"""Projection expressions: the parts of an item that a reader wants."""

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from muster.embedded.aws.dynamodb.scope import Parts, find, resolved
from muster.embedded.aws.dynamodb.tokens import Path, Reader
from muster.embedded.aws.dynamodb.values import Item


@functools.lru_cache(maxsize=1024)
def compiled(text: str) -> tuple[tuple[Path, ...], frozenset[str]]:
    """The paths of an expression and the name placeholders in it."""
    reader = Reader("ProjectionExpression", text)
    paths = [reader.path()]
    while reader.accept(","):
        paths.append(reader.path())
    reader.finish()
    return tuple(paths), frozenset(reader.names)


def project(item: Item, paths: Iterable[Path], names: Mapping[str, str]) -> Item:
    """Only what stands at the paths, in its place; list items close up."""
    return selected(item, [resolved(path, names) for path in paths])


def selected(item: Item, paths: Iterable[Parts]) -> Item:
    """Only what stands at these resolved paths."""
    result: dict[str, Any] = {}
    for path in paths:
        found = find(item, path)
        if found is not None:
            _place(result, path, found)
    return result


def _place(result: dict[str, Any], path: Parts, value: Any) -> None:
    here: dict[str, Any] = {"M": result}
    for part, following in zip(path, [*path[1:], None], strict=True):
        child: Any = value if following is None else _empty(following)
        if isinstance(part, str):
            here = here["M"].setdefault(part, child)
        else:
            here["L"].append(child)
            here = child


def _empty(following: str | int) -> dict[str, Any]:
    return {"M": {}} if isinstance(following, str) else {"L": []}
