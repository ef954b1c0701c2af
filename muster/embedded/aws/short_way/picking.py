"""What moto's EC2 found, as boto3 gives it: what moto would write and botocore would read again.

moto picks each member of an answer from objects of its own, under one of a handful of names that it
works out anew every time. Here moto's own picker works them out once for each type of object.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from botocore.utils import parse_timestamp
from moto.core.constants import MISSING
from moto.core.serialize import AttributePickerContext, EC2Serializer, TimestampSerializer
from moto.core.utils import get_value

from muster.embedded.aws.short_way.limits import Doubt
from muster.embedded.aws.short_way.steps import in_doubt
from muster.embedded.aws.short_way.walk import Step

Pick = Callable[[Any], Any]
Make = Callable[["Picking", Any, str], Step]
_TIMES = TimestampSerializer(EC2Serializer.DEFAULT_TIMESTAMP_FORMAT)


class Picking:
    """Makes the steps of one operation's answer, with the picker that moto has for it."""

    def __init__(self, picker: Any) -> None:
        self._picker = picker

    def step(self, shape: Any, path: str) -> Step:
        """What gives a value of moto's that stands at `path`, as moto's serialisers count it."""
        make = _MAKERS.get(shape.type_name)
        return in_doubt if make is None else make(self, shape, path)

    def picks(self, shape: Any, member: Any, name: str, path: str) -> Pick:
        """What picks a member of a structure; it gives None if there is none."""
        member.parent = shape  # where moto's picker looks for it
        transform = self._transform(f"{path}.{name}")
        known: dict[type, Pick] = {}

        def pick(value: Any) -> Any:
            kind = type(value)
            if kind not in known:
                known[kind] = self._pick(value, member, name)
            found = known[kind](value)
            return found if transform is None else transform(found)

        return pick

    def _pick(self, value: Any, member: Any, name: str) -> Pick:
        context = AttributePickerContext(obj=value, key=name, shape=member)
        keys = tuple(dict.fromkeys(self._picker.get_possible_keys(context)))
        plain = type(value) is dict and not any("." in key for key in keys)
        return functools.partial(_of_dict if plain else _of_object, keys)

    def _transform(self, path: str) -> Callable[[Any], Any] | None:
        known: Mapping[str, Callable[[Any], Any]] = self._picker.response_transformers
        return next((known[end] for end in known if path.endswith(end)), None)


def _of_dict(keys: tuple[str, ...], value: dict[str, Any]) -> Any:
    for key in keys:
        if key in value:
            return value[key]
    return None


def _of_object(keys: tuple[str, ...], value: Any) -> Any:
    for key in keys:
        found = get_value(value, key, MISSING)
        if found is not MISSING:
            return found
    return None


def _structure(picking: Picking, shape: Any, path: str) -> Step:
    made: list[tuple[str, Pick, Step]] = []

    def give(value: Any) -> dict[str, Any]:
        if value is None:
            return {}
        if not made:
            made.extend(_members(picking, shape, path))
        found = ((name, step, pick(value)) for name, pick, step in made)
        return {name: step(member) for name, step, member in found if member is not None}

    return give


def _members(picking: Picking, shape: Any, path: str) -> list[tuple[str, Pick, Step]]:
    return [
        (name, picking.picks(shape, member, name, path), picking.step(member, f"{path}.{name}"))
        for name, member in shape.members.items()
    ]


def _list(picking: Picking, shape: Any, path: str) -> Step:
    item = picking.step(shape.member, f"{path}.{shape.member.name}")

    def give(value: Any) -> list[Any]:
        found = [item(one) for one in value]
        return [one for one in found if one != {}]

    return give


def _text(value: Any) -> str:
    text = str(value)
    if not text.isprintable():  # XML has its own mind about line ends and control characters
        raise Doubt
    return text


def _float(value: Any) -> float:
    if type(value) not in (int, float):
        raise Doubt
    return float(value)


def _truth(value: Any) -> bool:
    return value is True or str(value).lower() == "true"


def _always(step: Step) -> Make:
    return lambda _picking, _shape, _path: step


def _timestamp(_picking: Picking, shape: Any, _path: str) -> Step:
    def give(value: Any) -> Any:
        written: dict[str, str] = {}
        _TIMES.serialize(written, value, shape, "at")
        return _read(written["at"])

    return give


@functools.lru_cache(maxsize=4096)
def _read(moment: str) -> Any:
    return parse_timestamp(moment)


_MAKERS: Mapping[str, Make] = {
    "structure": _structure,
    "list": _list,
    "string": _always(_text),
    "boolean": _always(_truth),
    "integer": _always(int),
    "long": _always(int),
    "double": _always(_float),
    "timestamp": _timestamp,
}
