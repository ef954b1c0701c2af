"""Results as boto3 gives them: what the front would write, and botocore would read again."""

import functools
import marshal
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from botocore.model import Shape
from botocore.utils import parse_timestamp

from muster.embedded.aws.answers import LIVE_BREACHES
from muster.embedded.aws.json_writing import writer
from muster.embedded.aws.plain_json import PLAIN
from muster.embedded.aws.short_way.limits import Doubt, limits
from muster.embedded.aws.short_way.steps import in_doubt, list_of, map_of, nothing
from muster.embedded.aws.short_way.walk import Make, Step, Walk

MARSHALLED = (marshal.dumps("B", 0), marshal.dumps("BS", 0))
"""`WALKED` of `plain_json` as `marshal` writes it, in a fifth of the time; items hold no null."""


@functools.cache
def giving(shape: Shape | None) -> Step:
    """What gives the result of an operation whose output is `shape` (None: it has none)."""
    return nothing if shape is None else Walk(_MAKERS).step(shape)


def giving_json(shape: Shape | None) -> Step:
    """The same for results that are the JSON of the wire already (see `plain_json`)."""
    return _copied if shape is not None and shape.name in PLAIN else in_doubt


def _copied(value: Any) -> dict[str, Any]:
    try:
        form = marshal.dumps(value, 0)
    except ValueError as error:  # subclasses of str
        raise Doubt from error
    if None in value.values() or any(mark in form for mark in MARSHALLED):
        raise Doubt
    copy: dict[str, Any] = marshal.loads(form)  # noqa: S302 - written a moment ago
    return copy


def _structure(shape: Any, walk: Walk) -> Step:
    if shape.is_document_type or shape.metadata.get("union"):
        return in_doubt
    members = [(name, walk.step(member)) for name, member in shape.members.items()]
    known, required = shape.members.keys(), tuple(shape.required_members)

    def give(value: Any) -> dict[str, Any]:
        if type(value) is not dict or not (known >= value.keys()):
            raise Doubt
        if any(value.get(name) is None for name in required):
            raise Doubt
        there = ((name, step, value.get(name)) for name, step in members)
        return {name: step(member) for name, step, member in there if member is not None}

    return give


def _list(shape: Any, walk: Walk) -> Step:
    return list_of(walk.step(shape.member), limits(shape, LIVE_BREACHES))


def _map(shape: Any, walk: Walk) -> Step:
    return map_of(walk.step(shape.key), walk.step(shape.value), limits(shape, LIVE_BREACHES))


def _string(shape: Any, _walk: Walk) -> Step:
    kept = limits(shape, LIVE_BREACHES)

    def give(value: Any) -> str:
        if not isinstance(value, str) or not all(keeps(value) for keeps in kept):
            raise Doubt
        return value if type(value) is str else str.__str__(value)

    return give


def _scalar(*types: type) -> Make:
    def make(shape: Any, _walk: Walk) -> Step:
        kept = limits(shape, LIVE_BREACHES)

        def give(value: Any) -> Any:
            if type(value) not in types or not all(keeps(value) for keeps in kept):
                raise Doubt
            return value

        return give

    return make


def _timestamp(shape: Any, _walk: Walk) -> Step:
    write = writer(shape)
    assert write is not None  # noqa: S101 - only structures may lack one

    def give(value: Any) -> Any:
        if not isinstance(value, datetime):
            raise Doubt
        return parse_timestamp(write(value))

    return give


_MAKERS: Mapping[str, Make] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _string,
    "boolean": _scalar(bool),
    "integer": _scalar(int),
    "long": _scalar(int),
    "float": _scalar(int, float),
    "double": _scalar(int, float),
    "timestamp": _timestamp,
    "blob": lambda _shape, _walk: in_doubt,
}
