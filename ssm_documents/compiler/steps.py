"""The kinds of steps that muster's runbooks have, as values; each has a template of its name.

A step of kind `aws:approve` is laid out by `templates/runbooks/actions/approve.yaml.j2`.
Times are seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

LONGEST_SCRIPT = 600
"""Systems Manager ends a script then (user guide, automation-action-executeScript)."""

PASSES = 100
"""Systems Manager's limit of one aws:loop (user guide, automation-action-loop)."""


@dataclass(frozen=True)
class Output:
    """A value that a script's answer has under this name, for later steps."""

    name: str
    type: str = "String"


@dataclass(frozen=True, kw_only=True)
class Step:
    """What all steps have; `on_failure` as Systems Manager spells it, empty texts are left out."""

    name: str
    description: str
    timeout: int = LONGEST_SCRIPT
    on_failure: str = "Abort"
    is_critical: bool = True
    on_cancel: str = ""
    next_step: str = ""
    is_end: bool = False
    outputs: tuple[Output, ...] = ()
    action: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class Script(Step):
    """Runs `ssm_documents/scripts/<script>.py`."""

    script: str
    payload: Mapping[str, Any]
    action: ClassVar[str] = "executeScript"


@dataclass(frozen=True, kw_only=True)
class Approve(Step):
    """Waits for one of the approvers."""

    approvers: tuple[str, ...]
    message: str
    action: ClassVar[str] = "approve"


@dataclass(frozen=True, kw_only=True)
class Choose(Step):
    """Goes to `then` if the variable equals the text, else to `otherwise`."""

    variable: str
    equals: str
    then: str
    otherwise: str
    action: ClassVar[str] = "branch"


@dataclass(frozen=True, kw_only=True)
class Loop(Step):
    """Repeats steps while the variable equals the text, at most `PASSES` times."""

    steps: tuple[Step, ...]
    variable: str
    equals: str
    passes: int = PASSES
    action: ClassVar[str] = "loop"


@dataclass(frozen=True, kw_only=True)
class Sleep(Step):
    """Waits for a time (ISO 8601, or a reference to one)."""

    duration: str
    action: ClassVar[str] = "sleep"


@dataclass(frozen=True, kw_only=True)
class StartRunbook(Step):
    """Runs another runbook and waits for its end."""

    document: str
    parameters: Mapping[str, Any]
    action: ClassVar[str] = "executeAutomation"


@dataclass(frozen=True, kw_only=True)
class InvokeFunction(Step):
    """Calls a Lambda function and waits for its answer."""

    function: str
    payload: Mapping[str, Any]
    action: ClassVar[str] = "invokeLambdaFunction"


@dataclass(frozen=True, kw_only=True)
class SetVariable(Step):
    """Gives a variable of the document another value."""

    variable: str
    value: str
    action: ClassVar[str] = "updateVariable"


@dataclass(frozen=True)
class Parameter:
    """A parameter of a document; `default` None: it must be given."""

    name: str
    description: str
    type: str = "String"
    default: Any = None
    pattern: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """One document before it is written: what the template is given."""

    name: str
    description: str
    assume_role: str
    parameters: tuple[Parameter, ...]
    steps: tuple[Step, ...]
    variables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
