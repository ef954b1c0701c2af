"""Whether a value keeps the constraints of its shape, asked once the shape has been looked at."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from botocore.model import Shape

from muster.embedded.aws.validation import compiled

Keeps = Callable[[Any], bool]


class Doubt(Exception):  # noqa: N818 - what is so, not what is wrong
    """The short way cannot vouch for a value; the wire may find that nothing is wrong with it."""


def limits(shape: Shape, exempt: Collection[str] = ()) -> tuple[Keeps, ...]:
    """The constraints of the shape of a string, list, map or number (see `validation`)."""
    return () if shape.name in exempt else tuple(_limits(shape))


def _limits(shape: Shape) -> Iterator[Keeps]:
    measure = _same if shape.type_name in _NUMBERS else len
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None:
        yield lambda value: measure(value) >= low
    if high is not None:
        yield lambda value: measure(value) <= high
    enum = shape.metadata.get("enum")
    if enum:
        yield frozenset(enum).__contains__
    pattern = shape.metadata.get("pattern")
    expression = compiled(pattern) if pattern else None
    if expression is not None:
        yield lambda value: expression.fullmatch(value) is not None


def _same(value: Any) -> Any:
    return value


_NUMBERS = frozenset({"integer", "long", "float", "double"})
