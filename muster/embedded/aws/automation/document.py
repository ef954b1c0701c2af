"""An Automation document (schema 0.3) as values."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class InvalidDocumentError(ValueError):
    """The document cannot be run; `mistakes` holds every reason that was found."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True)
class DeclaredOutput:
    """One of a step's own outputs: where in the answer it stands, and its static type."""

    name: str
    selector: str
    type: str


@dataclass(frozen=True)
class Step:
    """One step as written; `timeout_seconds` and `max_attempts` may still be references."""

    name: str
    action: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    outputs: tuple[DeclaredOutput, ...] = ()
    on_failure: str = "Abort"
    on_cancel: str = "Abort"
    next_step: str | None = None
    is_end: bool = False
    is_critical: bool = True
    max_attempts: Any = 1
    timeout_seconds: Any = None


@dataclass(frozen=True)
class Document:
    """A document's version, parsed. `name` and `version` as SSM stores them, `size` in bytes."""

    name: str
    version: str
    assume_role: str = ""
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    variables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    outputs: tuple[str, ...] = ()
    size: int = 0


def parsed(content: str, *, name: str, version: str) -> Document:
    """The document in `content` (JSON or YAML). `InvalidDocumentError` if it has not its form."""
    raw = _loaded(content)
    if not isinstance(raw, Mapping):
        raise InvalidDocumentError(["the document is no mapping"])
    steps = raw.get("mainSteps")
    mistakes = (
        [] if raw.get("schemaVersion") == "0.3" else ["schemaVersion must be the string '0.3'"]
    )
    if not isinstance(steps, Sequence) or isinstance(steps, str) or not steps:
        mistakes.append("mainSteps must be a list of at least one step")
    if mistakes:
        raise InvalidDocumentError(mistakes)
    return Document(
        name=name,
        version=version,
        assume_role=raw.get("assumeRole") or "",
        parameters=raw.get("parameters") or {},
        variables=raw.get("variables") or {},
        steps=steps_from(raw["mainSteps"]),
        outputs=tuple(raw.get("outputs") or ()),
        size=len(content.encode()),
    )


def steps_from(raw: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Steps as written, in order. `InvalidDocumentError` for one without name, action or inputs."""
    mistakes = [mistake for number, step in enumerate(raw, 1) for mistake in _missing(step, number)]
    if mistakes:
        raise InvalidDocumentError(mistakes)
    return tuple(_step(step) for step in raw)


def _missing(step: Any, number: int) -> list[str]:
    if not isinstance(step, Mapping):
        return [f"step {number} is no mapping"]
    needed = ("name", "action", "inputs")
    name = step.get("name", number)
    return [f"step {name} has no {key}" for key in needed if step.get(key) is None]


def _loaded(content: str) -> Any:
    if content.lstrip().startswith("{"):
        return json.loads(content)
    try:
        return yaml.load(content, Loader=_Loader)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.YAMLError as error:
        raise InvalidDocumentError([f"the document is neither JSON nor YAML: {error}"]) from error


def _step(raw: Mapping[str, Any]) -> Step:
    on_failure = str(raw.get("onFailure", "Abort"))
    return Step(
        name=str(raw["name"]),
        action=str(raw["action"]),
        inputs=raw["inputs"],
        outputs=tuple(_output(output) for output in raw.get("outputs") or ()),
        on_failure=on_failure,
        on_cancel=str(raw.get("onCancel", "Abort")),
        next_step=raw.get("nextStep"),
        is_end=_true(raw.get("isEnd", False)),
        is_critical=_true(raw.get("isCritical", on_failure != "Continue")),
        max_attempts=raw.get("maxAttempts", 1),
        timeout_seconds=raw.get("timeoutSeconds"),
    )


def _output(raw: Mapping[str, Any]) -> DeclaredOutput:
    return DeclaredOutput(
        name=str(raw.get("Name")),
        selector=str(raw.get("Selector", "$")),
        type=str(raw.get("Type", "String")),
    )


def _true(value: Any) -> bool:
    return value is True or str(value).lower() == "true"
