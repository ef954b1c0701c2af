"""Where muster itself lives: its table, roles and topic in the hub account and Region."""

from typing import Annotated

from pydantic import Field

from muster.model.base import Model
from muster.model.names import Account, Region

RoleName = Annotated[str, Field(pattern=r"^[\w+=,.@-]{1,64}$")]
"""IAM API, shape roleNameType."""

TableName = Annotated[str, Field(pattern=r"^[a-zA-Z0-9_.-]{3,255}$")]
"""DynamoDB API, shape TableName."""

TopicName = Annotated[str, Field(pattern=r"^Automation[A-Za-z0-9_-]{0,246}$")]
"""SNS topic that aws:approve may notify: Systems Manager demands that it start so."""

_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


class Hub(Model):
    """The account and Region in which the runbooks run."""

    account: Account
    region: Region

    @property
    def partition(self) -> str:
        """The ARN partition of the Region."""
        found = (name for prefix, name in _PARTITIONS.items() if self.region.startswith(prefix))
        return next(found, "aws")

    def role(self, name: str) -> str:
        """The ARN of a role."""
        return f"arn:{self.partition}:iam::{self.account}:role/{name}"

    def topic(self, name: str) -> str:
        """The ARN of an SNS topic."""
        return f"arn:{self.partition}:sns:{self.region}:{self.account}:{name}"


class Settings(Model):
    """One installation of muster; every name has a default that its CloudFormation uses too."""

    table: TableName = Field(default="muster", description="The run table.")
    hub: Hub | None = Field(
        default=None,
        description="Where the runbooks run. Without it: in the plan's target account and Region.",
    )
    automation_role: RoleName = Field(
        default="muster-automation", description="What the runbooks run as."
    )
    decision_role: RoleName = Field(
        default="muster-decision", description="What alone may write decisions."
    )
    break_glass_role: RoleName = Field(
        default="muster-break-glass", description="What may approve when nothing else can."
    )
    bot_role: RoleName = Field(default="muster-bot", description="What the bot runs as.")
    spoke_role: RoleName = Field(
        default="muster-spoke", description="What the runbooks assume in other accounts."
    )
    reconciler_role: RoleName = Field(
        default="muster-reconciler", description="What looks after runs, and completes their start."
    )
    topic: TopicName | None = Field(
        default="AutomationMuster",
        description="Where people are told what needs them; null: nowhere.",
    )
