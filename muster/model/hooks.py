"""Hooks: what a wave, or the plan, runs of the user's own: a runbook, a function, a command."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from muster.model import limits
from muster.model.approval import Modes
from muster.model.base import Model
from muster.model.names import Command, FunctionName, ParameterKey, ParameterValue, RunbookName
from muster.model.scalars import Within


def _text_or_list(value: Any) -> str:
    """Judge a list as a list and all else as text: one sentence a mistake, not one a branch."""
    return "list" if isinstance(value, list | tuple) else "text"


_Values = Annotated[tuple[ParameterValue, ...], Field(max_length=limits.PARAMETER_VALUES)]
ParameterValues = Annotated[
    Annotated[ParameterValue, Tag("text")] | Annotated[_Values, Tag("list")],
    Discriminator(_text_or_list),
]


class Hook(Model):
    """One runbook, Lambda function or command, started in the modes that `in` names."""

    runbook: RunbookName | None = Field(
        default=None,
        description="The Automation runbook to start: name or ARN.",
        examples=["check-licences"],
    )
    function: FunctionName | None = Field(
        default=None,
        alias="lambda",
        description="The Lambda function to invoke: name or ARN.",
        examples=["point-dns-at-recovery"],
    )
    command: Command | None = Field(
        default=None,
        description="A line of shell (PowerShell on Windows) for Run Command: after the launch on"
        " the wave's instances; in `before` and `run` on those of the waves that it needs.",
        examples=["systemctl start payments"],
    )
    modes: Modes = Field(
        alias="in",
        description="In which modes it runs. There is no default: a drill must not move production"
        " traffic by accident.",
        examples=[["recovery"]],
    )
    timeout: Annotated[int, Within(10, 4 * limits.HOUR_S)] = Field(
        default=limits.LAMBDA_S,
        description="After this time it counts as failed; for a function at most 5 minutes, for"
        " a command at most 8.",
        examples=["5m"],
    )
    on_failure: Literal["fail", "continue"] = Field(
        default="fail",
        description="Whether its failure fails the wave or is only reported.",
        examples=["continue"],
    )
    parameters: Annotated[
        dict[ParameterKey, ParameterValues], Field(max_length=limits.PARAMETERS_PER_HOOK)
    ] = Field(
        default={},
        description="The runbook's parameters, or the function's payload beside the run's own"
        " facts. Variables: `${muster.run}`, `wave`, `plan`, `mode`; as a whole value the lists"
        " `${muster.instance_ids}`, `private_ips`, `source_server_ids`.",
        examples=[{"Tier": "web"}],
    )

    @property
    def kind(self) -> Literal["runbook", "lambda", "command"]:
        """What it runs, as the plan file calls it."""
        if self.command is not None:
            return "command"
        return "runbook" if self.runbook is not None else "lambda"

    @property
    def target(self) -> str:
        """Name or ARN of what it runs; a command is called that."""
        return self.runbook or self.function or "command"
