"""Results of the JSON protocols as JSON; the serialisers of moto take several times as long."""

import base64
import functools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from botocore.model import Shape

Write = Callable[[Any], Any]


@functools.cache
def writer(shape: Shape) -> Write | None:
    """What turns a checked result of `shape` into JSON; None if the shape needs more than a body.

    Timestamps become epoch seconds to the millisecond, blobs base64, members that are None vanish.
    """
    if shape.type_name == "structure" and not _is_all_body(shape):
        return None
    return _writer(shape)


def _is_all_body(shape: Any) -> bool:
    bound = any("location" in member.serialization for member in shape.members.values())
    return (
        not bound and "payload" not in shape.serialization and "eventstream" not in shape.metadata
    )


@functools.cache
def _writer(shape: Any) -> Write:
    made = _MAKERS.get(shape.type_name)
    return _as_it_is if made is None else made(shape)


def _structure(shape: Any) -> Write:
    names = {name: one.serialization.get("name", name) for name, one in shape.members.items()}
    members = shape.members

    def write(value: Mapping[str, Any]) -> dict[str, Any]:
        return {
            names[name]: _writer(members[name])(member)
            for name, member in value.items()
            if member is not None
        }

    return write


def _list(shape: Any) -> Write:
    return lambda value: [_writer(shape.member)(item) for item in value]


def _map(shape: Any) -> Write:
    return lambda value: {key: _writer(shape.value)(item) for key, item in value.items()}


def _timestamp(shape: Any) -> Write:
    if shape.serialization.get("timestampFormat") == "iso8601":
        return lambda value: _utc(value).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return lambda value: round(_utc(value).timestamp(), 3)


def _blob(_shape: Any) -> Write:
    return lambda value: base64.b64encode(
        value.encode() if isinstance(value, str) else bytes(value)
    ).decode()


def _utc(value: datetime) -> datetime:
    return value.astimezone(UTC) if value.tzinfo is not None else value.replace(tzinfo=UTC)


def _as_it_is(value: Any) -> Any:
    return value


_MAKERS: Mapping[str, Callable[[Any], Write]] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "timestamp": _timestamp,
    "blob": _blob,
}
