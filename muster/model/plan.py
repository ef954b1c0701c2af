"""The recovery plan: what is recovered where, in which order, and who has to agree.

Durations are whole seconds in every model and in `model_dump(mode="json", by_alias=False)`; only
the plan file writes them with a unit.
"""

import hashlib
import json
from typing import Annotated

from pydantic import Field

from muster.engine.names import PLAN_AFTER, PLAN_BEFORE
from muster.model import limits
from muster.model.approval import Approval
from muster.model.base import Mode, Model
from muster.model.graph import in_order
from muster.model.groups import ProtectionGroup
from muster.model.names import Name, PeopleGroup, Text
from muster.model.scalars import Within
from muster.model.target import Target
from muster.model.waves import Hooks, Wave


class Objectives(Model):
    """What a run is measured against."""

    rto: Annotated[int, Within(60, 30 * limits.DAY_S)] = Field(
        description="Recovery time objective: from the start of the run to its end.",
        examples=["45m"],
    )
    rpo: Annotated[int, Within(1, 30 * limits.DAY_S)] = Field(
        description="Recovery point objective: the age of the data at the start of the run.",
        examples=["5m"],
    )


class RecoveryPlan(Model):
    """A recovery plan for AWS Elastic Disaster Recovery."""

    plan: Name = Field(
        description="Its name, unique in the workspace without regard to case.",
        examples=["payments"],
    )
    description: Text | None = Field(
        default=None, description="What it recovers, in a line.", examples=["Card payments"]
    )
    owner: PeopleGroup | None = Field(
        default=None, description="Who answers for it.", examples=["@payments-oncall"]
    )
    priority: Annotated[int, Field(strict=True, ge=1, le=5)] = Field(
        default=3,
        description="1 goes first, 5 last, when several runs compete for quota.",
        examples=[1],
    )
    target: Target = Field(
        description="Where its servers are recovered, unless their group says otherwise.",
        examples=[{"region": "us-west-2", "account": "123456789012"}],
    )
    objectives: Objectives = Field(
        description="What a run is measured against.", examples=[{"rto": "45m", "rpo": "5m"}]
    )
    approval: Approval | None = Field(
        default=None,
        description="Who must agree before anything of a run starts.",
        examples=[{"in": ["recovery"], "from": "@dr-approvers", "count": 2}],
    )
    groups: Annotated[dict[Name, ProtectionGroup], Field(max_length=limits.GROUPS)] = Field(
        default={},
        description="Its protection groups by name; more may stand in another file of its folder.",
        examples=[{"databases": {"tags": {"Role": "DBServer"}}}],
    )
    before: Hooks = Field(
        default=(),
        description="Hooks before the first wave: a checkpoint `plan-before`, which every wave"
        " needs.",
        examples=[[{"runbook": "open-change", "in": ["drill", "recovery"]}]],
    )
    after: Hooks = Field(
        default=(),
        description="Hooks after the last wave: a checkpoint `plan-after`, which needs every wave.",
        examples=[[{"lambda": "tell-partners", "in": ["recovery"]}]],
    )
    waves: Annotated[tuple[Wave, ...], Field(min_length=1, max_length=limits.WAVES)] = Field(
        description="Its waves. `needs` decides the order; waves without it start at once.",
        examples=[[{"wave": "databases", "groups": ["databases"]}]],
    )

    def wave(self, name: str) -> Wave:
        """Return the wave of that name.

        Raises:
            KeyError: if there is none.
        """
        return {wave.wave: wave for wave in self.waves}[name]

    def order(self) -> tuple[Wave, ...]:
        """Return the waves so that each comes after those it needs, else as the file has them."""
        needs = {wave.wave: wave.needs for wave in self.waves}
        return tuple(self.wave(name) for name in in_order(needs))

    def groups_of(self, wave: Wave) -> dict[str, ProtectionGroup]:
        """Return the protection groups that `wave` recovers, by name, in its order."""
        return {name: self.groups[name] for name in wave.groups}

    def unfolded(self) -> "RecoveryPlan":
        """Return the same plan with its own hooks as checkpoints: what is published and run."""
        first = [Wave(wave=PLAN_BEFORE, run=self.before)] if self.before else []
        needs = tuple(wave.wave for wave in first)
        waves = [wave.model_copy(update={"needs": (*needs, *wave.needs)}) for wave in self.waves]
        names = tuple(wave.wave for wave in (*first, *waves))
        last = [Wave(wave=PLAN_AFTER, needs=names, run=self.after)] if self.after else []
        found = (*first, *waves, *last)
        return self.model_copy(update={"before": (), "after": (), "waves": found})

    def target_of(self, group: ProtectionGroup) -> Target:
        """Return where the servers of `group` are recovered."""
        return group.target or self.target

    def approval_in(self, mode: Mode) -> Approval | None:
        """Return the approval that a whole run in `mode` asks for."""
        return self.approval if self.approval and mode in self.approval.modes else None


def plan_hash(plan: RecoveryPlan) -> str:
    """Return the sha256, in hex, of what `plan` means: comments and layout do not count.

    It covers every field, defaults too, so an approval given for a hash is given for all of them.
    """
    content = json.dumps(
        plan.unfolded().model_dump(mode="json", by_alias=False),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(content.encode()).hexdigest()
