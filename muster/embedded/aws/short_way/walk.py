"""A shape of a botocore model as a function on values, put together once."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from botocore.model import Shape

Step = Callable[[Any], Any]
"""Gives a value as the other side sees it, sharing nothing with it; raises `Doubt`."""

Make = Callable[[Any, "Walk"], Step]


class Walk:
    """Makes the step of each shape of one model; shapes that contain themselves are no trouble."""

    def __init__(self, makers: Mapping[str, Make]) -> None:
        self._makers = makers
        self._known: dict[tuple[str, str], Step] = {}

    def step(self, shape: Shape) -> Step:
        """What does with a value of the shape whatever the makers are for."""
        key = (shape.name, str(shape.serialization.get("timestampFormat")))
        if key not in self._known:
            self._known[key] = functools.partial(self._later, key)  # while it is being made
            self._known[key] = self._makers[shape.type_name](shape, self)
        return self._known[key]

    def _later(self, key: tuple[str, str], value: Any) -> Any:
        return self._known[key](value)
