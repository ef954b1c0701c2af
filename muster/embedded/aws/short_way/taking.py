"""Parameters as a handler gets them: what botocore would write, and the front would read again."""

import functools
import math
from collections.abc import Callable, Mapping
from typing import Any

from botocore.model import Shape

from muster.embedded.aws.short_way.limits import Doubt, limits
from muster.embedded.aws.short_way.steps import in_doubt, list_of, map_of, nothing
from muster.embedded.aws.short_way.walk import Make, Step, Walk


@functools.cache
def taking(shape: Shape | None) -> Step:
    """What takes the parameters of an operation whose input is `shape` (None: it has none)."""
    return nothing if shape is None else Walk(_MAKERS).step(shape)


def _structure(shape: Any, walk: Walk) -> Step:
    if shape.is_document_type:
        return in_doubt
    members = {name: walk.step(member) for name, member in shape.members.items()}
    required, is_union = frozenset(shape.required_members), bool(shape.metadata.get("union"))

    def take(value: Any) -> dict[str, Any]:
        if type(value) is not dict or not (value.keys() >= required):
            raise Doubt
        if (is_union and len(value) != 1) or not (members.keys() >= value.keys()):
            raise Doubt
        return {name: members[name](member) for name, member in value.items()}

    return take


def _list(shape: Any, walk: Walk) -> Step:
    return list_of(walk.step(shape.member), limits(shape))


def _map(shape: Any, walk: Walk) -> Step:
    return map_of(walk.step(shape.key), walk.step(shape.value), limits(shape))


def _scalar(*types: type, read: Callable[[Any], Any] | None = None) -> Make:
    """Of exactly these types: `True` is no number here, and a string of another class no string."""

    def make(shape: Any, _walk: Walk) -> Step:
        kept = limits(shape)

        def take(value: Any) -> Any:
            if type(value) not in types or not all(keeps(value) for keeps in kept):
                raise Doubt
            return value if read is None else read(value)

        return take

    return make


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise Doubt
    return float(value)


_MAKERS: Mapping[str, Make] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _scalar(str),
    "boolean": _scalar(bool),
    "integer": _scalar(int),
    "long": _scalar(int),
    "float": _scalar(int, float, read=_finite),
    "double": _scalar(int, float, read=_finite),
    "timestamp": lambda _shape, _walk: in_doubt,
    "blob": lambda _shape, _walk: in_doubt,
}
