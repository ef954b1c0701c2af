"""JSONPath selectors as SSM takes them, and where they lead in the answer of an API.

Source: "Using JSONPath in runbooks" (automation-action-outputs-inputs): child `.`, deep scan `..`
and index `[n]`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Shape = Any
SegmentKind = Literal["child", "deep", "index", "other"]

_SEGMENT = re.compile(
    r"\.\.(?P<deep>[\w\-:*]+)"
    r"|\.(?P<child>[\w\-:]+)"
    r"|\[(?P<index>\d+)\]"
    r"|\[(?:'(?P<quoted>[^']*)'|\"(?P<double>[^\"]*)\")\]"
    r"|(?P<other>\.\*|\[[^\]]*\]+)"
)
_ADDED_BY_BOTO3 = "ResponseMetadata"
_DEEPEST = 12


@dataclass(frozen=True)
class Segment:
    """One step of a selector; `other` is an operator that the guide does not name."""

    kind: SegmentKind
    name: str


@dataclass(frozen=True)
class Landing:
    """Where a selector leads: the possible shapes, or the name of the member that is missing.

    `many` says that a deep scan or a wildcard makes a list of what it finds. No shapes and no
    missing name mean that nobody can know.
    """

    shapes: tuple[Shape, ...] = ()
    missing: str = ""
    known: tuple[str, ...] = ()
    many: bool = False


def rooted(selector: str) -> str:
    """The selector with the `$` that stands for the whole answer."""
    written = selector.strip()
    if written.startswith("$"):
        return written
    return f"${written}" if written.startswith((".", "[")) else f"$.{written}"


def segments(selector: str) -> list[Segment] | None:
    """The segments after `$`, which may be left out; None if it is no selector at all."""
    written = rooted(selector)
    found: list[Segment] = []
    position = 1
    while position < len(written):
        match = _SEGMENT.match(written, position)
        if match is None:
            return None
        found.append(_segment(match))
        position = match.end()
    return found


def follow(shape: Shape, path: Iterable[Segment]) -> Landing:
    """Follow a selector through the output shape of an operation."""
    here: tuple[Shape, ...] = (shape,)
    many = False
    for number, segment in enumerate(path):
        if segment.kind == "other" and segment.name not in ("[*]", ".*"):
            return Landing()
        if number == 0 and segment.name == _ADDED_BY_BOTO3:
            return Landing()
        if any(_is_free(one) for one in here):
            return Landing()
        many = many or segment.kind in ("deep", "other")
        after = tuple(found for one in here for found in _next(one, segment))
        if not after:
            return Landing(missing=segment.name, known=_members(here))
        here = after
    return Landing(here, many=many)


def _segment(match: re.Match[str]) -> Segment:
    for kind in ("deep", "child", "index"):
        if match[kind] is not None:
            if match[kind] == "*":
                return Segment("other", match[0])
            return Segment(kind, match[kind])
    quoted = match["quoted"] if match["quoted"] is not None else match["double"]
    return Segment("child", quoted) if quoted is not None else Segment("other", match[0])


def _next(shape: Shape, segment: Segment) -> Iterator[Shape]:
    if segment.kind == "deep":
        yield from _deep(shape, segment.name)
    elif segment.kind == "child":
        yield from _child(shape, segment.name)
    elif segment.kind == "index" and shape.type_name == "list":
        yield shape.member
    elif segment.kind == "other":
        yield from _inside(shape)


def _child(shape: Shape, name: str) -> Iterator[Shape]:
    if shape.type_name == "structure" and name in shape.members:
        yield shape.members[name]
    elif shape.type_name == "map":
        yield shape.value


def _deep(shape: Shape, name: str) -> Iterator[Shape]:
    """Every member of that name below the shape; recursive shapes are followed a few levels."""
    waiting, seen = [(shape, 0)], set()
    while waiting:
        here, depth = waiting.pop(0)
        if (here.name in seen and here.type_name == "structure") or depth > _DEEPEST:
            continue
        seen.add(here.name)
        yield from _child(here, name)
        waiting.extend((inside, depth + 1) for inside in _inside(here))


def _inside(shape: Shape) -> Iterator[Shape]:
    if shape.type_name == "structure":
        yield from shape.members.values()
    elif shape.type_name == "list":
        yield shape.member
    elif shape.type_name == "map":
        yield shape.value


def _is_free(shape: Shape) -> bool:
    """Whether the API lets anything stand here (a document type)."""
    return bool(getattr(shape, "is_document_type", False))


def _members(shapes: Iterable[Shape]) -> tuple[str, ...]:
    return tuple(
        name for shape in shapes if shape.type_name == "structure" for name in shape.members
    )
