"""Waves: the steps of a plan, each a runbook of its own."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from muster.engine.shortfall import tolerated
from muster.model import limits
from muster.model.approval import Approval
from muster.model.base import Mode, Model
from muster.model.codes import values
from muster.model.health import Health
from muster.model.hooks import Hook
from muster.model.names import Name
from muster.model.refusal import refusal
from muster.model.scalars import Within
from muster.model.text import quoted

_PERCENT = r"^(?:100|[1-9]?[0-9])%$"


def _tolerance(value: Any) -> Any:
    """Accept a whole number of servers or a percentage."""
    is_share = isinstance(value, str) and re.fullmatch(_PERCENT, value) is not None
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if is_share or (is_number and 0 <= value <= limits.SERVERS_PER_GROUP):
        return value
    shown = quoted(value) if isinstance(value, str) else f"`{value}`" if is_number else "this"
    raise refusal(
        values.TOLERANCE,
        f"{shown} is not a tolerance",
        f'write a number of servers up to {limits.SERVERS_PER_GROUP}, or a percentage: `"10%"`',
    )


_TOLERANCE_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": limits.SERVERS_PER_GROUP},
        {"type": "string", "pattern": _PERCENT},
    ]
}
Tolerance = Annotated[int | str, BeforeValidator(_tolerance), WithJsonSchema(_TOLERANCE_SCHEMA)]


class Failure(Model):
    """What counts as a failed wave, and what happens then."""

    tolerate: Tolerance = Field(
        default=0,
        description="So many servers may fail and the wave still succeeds: a number, or a share of"
        " the wave's servers, rounded down.",
        examples=[1, "10%"],
    )
    then: Literal["ask", "continue", "abort"] = Field(
        default="ask",
        description="After a failed wave: ask people for a decision, let the waves that need it go"
        " on, or end the run.",
        examples=["ask"],
    )

    def tolerated(self, servers: int) -> int:
        """Return how many of `servers` servers may fail."""
        return tolerated(self.tolerate, servers)


_HOOKS: list[Any] = [{"runbook": "check-licences", "in": ["drill", "recovery"]}]
Hooks = Annotated[tuple[Hook, ...], Field(max_length=limits.HOOKS_PER_STAGE)]


class Wave(Model):
    """Groups that are recovered together; without groups a checkpoint: a gate and hooks only."""

    wave: Name = Field(
        description="Its name, unique in the plan without regard to case.", examples=["databases"]
    )
    needs: Annotated[tuple[Name, ...], Field(max_length=limits.NEEDS_PER_WAVE)] = Field(
        default=(),
        description="The waves that must have succeeded, or been skipped, before it starts.",
        examples=[["databases"]],
    )
    groups: Annotated[tuple[Name, ...], Field(max_length=limits.GROUPS)] = Field(
        default=(), description="The protection groups to recover.", examples=[["applications"]]
    )
    wait: Annotated[int, Within(0, 12 * limits.HOUR_S)] = Field(
        default=0, description="How long to wait after its needs are done.", examples=["2m"]
    )
    launch: Literal["parallel", "sequential"] = Field(
        default="parallel",
        description="All servers at once, or one after the other: groups in the order of `groups`,"
        " in each the servers as listed, else by id. A failure that is not tolerated stops it.",
        examples=["sequential"],
    )
    approval: Approval | None = Field(
        default=None,
        description="Who must agree before it starts.",
        examples=[{"in": ["recovery"], "from": "@dr-approvers"}],
    )
    before: Hooks = Field(
        default=(), description="Hooks before its servers are launched.", examples=[_HOOKS]
    )
    run: Hooks = Field(
        default=(), description="Hooks of a checkpoint, in order.", examples=[_HOOKS]
    )
    after: Hooks = Field(
        default=(),
        description="Hooks after its servers are launched and healthy.",
        examples=[_HOOKS],
    )
    health: Annotated[tuple[Health, ...], Field(max_length=limits.HEALTH_CHECKS)] = Field(
        default=(),
        description="What every recovery instance must pass, in this order, before the wave counts."
        " A server that does not counts as failed.",
        examples=[["ec2-status", {"tcp": 5432}]],
    )
    failure: Failure = Field(
        default=Failure(),
        description="What counts as failed, and what happens then.",
        examples=[{"tolerate": 0, "then": "ask"}],
    )
    timeout: Annotated[int, Within(300, 12 * limits.HOUR_S)] = Field(
        default=limits.HOUR_S,
        description="So long it may take from its first launch, held time not counted; then it is"
        " failed.",
        examples=["60m"],
    )

    queue: Annotated[int, Within(300, 12 * limits.HOUR_S)] = Field(
        default=4 * limits.HOUR_S,
        description="So long its first launch may wait for quotas and for jobs of others; then it"
        " is failed.",
        examples=["2h"],
    )

    @property
    def is_checkpoint(self) -> bool:
        """Whether it recovers no servers."""
        return not self.groups

    @property
    def slug(self) -> str:
        """Its name as a step name of an Automation runbook has it."""
        return self.wave.replace("-", "_")

    def approval_in(self, mode: Mode) -> Approval | None:
        """Return the approval that it asks for in `mode`."""
        return self.approval if self.approval and mode in self.approval.modes else None
