"""Approvals: the gate before a run, or before a wave."""

from typing import Annotated, Literal

from pydantic import Field

from muster.model import limits
from muster.model.base import Mode, Model
from muster.model.names import PeopleGroup
from muster.model.scalars import Within

Requester = Literal["refuse", "allow"]
Modes = Annotated[tuple[Mode, ...], Field(min_length=1, max_length=len(Mode))]


class Approval(Model):
    """`count` people of a group say yes before `expires`, or nothing goes on."""

    modes: Modes = Field(
        alias="in", description="In which modes it is asked for.", examples=[["recovery"]]
    )
    approvers: PeopleGroup = Field(
        alias="from", description="Who may decide.", examples=["@dr-approvers"]
    )
    count: int = Field(
        default=1,
        strict=True,
        ge=1,
        le=limits.APPROVERS,
        description="How many different people must approve.",
        examples=[2],
    )
    expires: Annotated[int, Within(60, limits.DAY_S)] = Field(
        default=limits.HOUR_S,
        description="How long the question stands; then the gate is expired.",
        examples=["1h"],
    )
    requester: Requester | None = Field(
        default=None,
        description="Whether who started the run may approve it. Without it: refused in a recovery,"
        " allowed in a drill.",
        examples=["refuse"],
    )
    via: Literal["console"] | None = Field(
        default=None,
        description="Without it people decide in the chat or in the console. `console`: not in the"
        " chat, so that IAM, with whatever second factor it asks for, stands before each decision.",
        examples=["console"],
    )
    on_retry: Literal["stand", "ask"] = Field(
        default="stand",
        description="Whether decisions stand for a later attempt, or are asked for anew.",
        examples=["ask"],
    )
