"""The steps that parameters and results have in common."""

from collections.abc import Mapping
from typing import Any, NoReturn

from muster.embedded.aws.short_way.limits import Doubt, Keeps
from muster.embedded.aws.short_way.walk import Step


def nothing(value: Mapping[str, Any]) -> dict[str, Any]:
    """The step of an operation that has none: nothing may stand there."""
    if value:
        raise Doubt
    return {}


def in_doubt(_value: Any) -> NoReturn:
    """The step of what only the wire can judge."""
    raise Doubt


def list_of(item: Step, kept: tuple[Keeps, ...]) -> Step:
    """Each item of a list by a step of its own; all of `kept` has to hold for the list."""

    def step(value: Any) -> list[Any]:
        if type(value) not in (list, tuple) or not all(keeps(value) for keeps in kept):
            raise Doubt
        return [item(one) for one in value]

    return step


def map_of(key: Step, item: Step, kept: tuple[Keeps, ...]) -> Step:
    """Each key and value of a map by steps of their own; `kept` likewise."""

    def step(value: Any) -> dict[str, Any]:
        if type(value) is not dict or not all(keeps(value) for keeps in kept):
            raise Doubt
        return {key(name): item(one) for name, one in value.items()}

    return step
