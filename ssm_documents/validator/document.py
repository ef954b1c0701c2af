"""A runbook as the rules look at it: steps, parameters and variables, whatever shape they have.

Nothing here trusts its input: what is missing or of the wrong kind reads as empty, and a rule of
its own says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ssm_documents.validator.finding import Path
from ssm_documents.validator.positions import Positions

LOOP = "aws:loop"


@dataclass(frozen=True, eq=False)
class Step:
    """One step of `mainSteps` or of a loop; `around` is the loop that holds it."""

    raw: Mapping[str, Any]
    path: Path
    around: "Step | None" = None

    @property
    def name(self) -> str:
        """The step's name, empty if it has none."""
        return text(self.raw.get("name"))

    @property
    def action(self) -> str:
        """The step's action, for example `aws:approve`."""
        return text(self.raw.get("action"))

    @property
    def inputs(self) -> Mapping[str, Any]:
        """The step's inputs, empty if they are missing or no map."""
        return mapping(self.raw.get("inputs"))

    @property
    def outputs(self) -> Sequence[Any]:
        """The outputs that the step declares."""
        return sequence(self.raw.get("outputs"))

    @property
    def title(self) -> str:
        """How a message names the step."""
        return f"step `{self.name}`" if self.name else f"step {self.path[-1]}"

    def at(self, *keys: str | int) -> Path:
        """The path of something in the step."""
        return (*self.path, *keys)

    def input_at(self, *keys: str | int) -> Path:
        """The path of something in the step's inputs."""
        return (*self.path, "inputs", *keys)


@dataclass(frozen=True, eq=False)
class Document:
    """A runbook with the positions of its text.

    `name` is the name under which it will be created, where that is known; `others` are documents
    that it may run, by name.
    """

    raw: Mapping[str, Any]
    positions: Positions = field(default_factory=Positions)
    name: str = ""
    others: Mapping[str, "Document"] = field(default_factory=dict)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step in reading order; the steps of a loop follow the loop."""
        return tuple(_steps(self.raw.get("mainSteps"), ("mainSteps",), None))

    @cached_property
    def by_name(self) -> Mapping[str, Step]:
        """The first step of each name."""
        return {step.name: step for step in reversed(self.steps) if step.name}

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The declared parameters by name."""
        return mapping(self.raw.get("parameters"))

    @property
    def variables(self) -> Mapping[str, Any]:
        """The declared variables by name."""
        return mapping(self.raw.get("variables"))

    def child(self, step: Step) -> "Document | None":
        """The document that an aws:executeAutomation step runs, if it is among the others."""
        written = text(step.inputs.get("DocumentName"))
        return self.others.get(written.rpartition("/")[2])

    def running(self, *actions: str) -> Iterator[Step]:
        """The steps of these actions."""
        return (step for step in self.steps if step.action in actions)


def _steps(listed: object, path: Path, around: Step | None) -> Iterator[Step]:
    for index, raw in enumerate(sequence(listed)):
        if not isinstance(raw, Mapping):
            continue
        step = Step(raw, (*path, index), around)
        yield step
        if step.action == LOOP:
            yield from _steps(step.inputs.get("Steps"), step.input_at("Steps"), step)


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a map, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: object) -> Sequence[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list | tuple) else ()


def text(value: object) -> str:
    """The value if it is text, else an empty one."""
    return value if isinstance(value, str) else ""


def number(value: object) -> int | None:
    """A whole number, also where it is written as text (`"600"`, as many runbooks do)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    written = text(value).strip()
    return (
        int(written) if written.isascii() and written.isdigit() and len(written) < _DIGITS else None
    )


_DIGITS = 19


def refers(value: object) -> bool:
    """Whether the value is known only at run time because it holds a reference."""
    return isinstance(value, str) and "{{" in value


def kind_of(value: object) -> str:
    """What a value is, in the words of the documents: map, list, text, number, flag, nothing."""
    for kinds, word in _KINDS:
        if isinstance(value, kinds):
            return word
    return "nothing"


_KINDS: tuple[tuple[tuple[type, ...], str], ...] = (
    ((Mapping,), "map"),
    ((list, tuple), "list"),
    ((str,), "text"),
    ((bool,), "flag"),
    ((int, float), "number"),
)
