"""Where a document runs, and what each of its scripts is told about that."""

from dataclasses import dataclass

from muster.model.settings import Hub, Settings
from muster.model.target import Target


@dataclass(frozen=True)
class Place:
    """The settings with the hub known."""

    settings: Settings
    hub: Hub

    @property
    def automation_role(self) -> str:
        """ARN of the role that the runbooks assume."""
        return self.hub.role(self.settings.automation_role)

    @property
    def decision_role(self) -> str:
        """ARN of the role that alone may write decisions."""
        return self.hub.role(self.settings.decision_role)

    @property
    def break_glass_role(self) -> str:
        """ARN of the role that may approve when nothing else can."""
        return self.hub.role(self.settings.break_glass_role)

    @property
    def topic(self) -> str:
        """ARN of the topic, or nothing."""
        return self.hub.topic(self.settings.topic) if self.settings.topic else ""

    def payload(self) -> dict[str, str]:
        """What every script is told, whatever its document."""
        return {
            "table": self.settings.table,
            "execution": "{{ automation:EXECUTION_ID }}",
            "account": "{{ global:ACCOUNT_ID }}",
            "region": "{{ global:REGION }}",
            "topic": self.topic,
            "decision_role": self.decision_role,
            "break_glass_role": self.break_glass_role,
            "bot_role": self.hub.role(self.settings.bot_role),
            "spoke_role": f"arn:{self.hub.partition}:iam::*:role/{self.settings.spoke_role}",
            "reconciler_role": self.hub.role(self.settings.reconciler_role),
        }


def place_of(settings: Settings, target: Target | None = None) -> Place:
    """The place that the settings name, else the plan's target.

    Raises:
        ValueError: if neither is known.
    """
    if settings.hub is not None:
        return Place(settings, settings.hub)
    if target is None:
        raise ValueError("the hub's account and Region are unknown; set `hub` in the settings")
    return Place(settings, Hub(account=target.account, region=target.region))
