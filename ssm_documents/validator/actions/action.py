"""What an automation action is: its inputs, its outputs, its page in the user guide."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Others = Literal["unknown", "undocumented", "api"]
"""What an input is that the page of the action does not name: a mistake; one of the "most
parameters" of an API that the action takes; or a member of the request that `Api` names."""


@dataclass(frozen=True)
class Input:
    """One documented input of an action."""

    name: str
    kind: str
    required: bool = False
    judged_elsewhere: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """One action: its page, its inputs, and the outputs that every step of it has.

    An input is written `Name kind [a|b|c]`; `!` after the name says required, `*` required by a
    rule of its own. Kinds: text, number, flag, list, map, any.
    """

    page: str
    written: tuple[str, ...]
    outputs: tuple[str, ...] = ()
    others: Others = "unknown"

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """The documented inputs by name."""
        return {entry.name: entry for entry in map(_input, self.written)}


def _input(written: str) -> Input:
    name, kind, *values = written.split(" ", 2)
    return Input(
        name.rstrip("!*"),
        kind,
        required=name.endswith(("!", "*")),
        judged_elsewhere=name.endswith("*"),
        values=tuple(values[0].split("|")) if values else (),
    )
