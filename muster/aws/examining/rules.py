"""EventBridge rules as the doctor sees them (EventBridge API)."""

from muster.aws.connection import Connection
from muster.service.doctor.ports import RuleFacts
from muster.service.errors import MissingError

ACTIONS = ("events:DescribeRule", "events:ListTargetsByRule")


class EventBridgeRules:
    """A `Rules`, on the default bus."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rule(self, name: str) -> RuleFacts | None:
        """The rule; None: no such."""
        about = f"rule `{name}`"
        try:
            found = self._connection.call("events", "describe_rule", about=about, Name=name)
        except MissingError:
            return None
        answer = self._connection.call("events", "list_targets_by_rule", about=about, Rule=name)
        targets = tuple(str(target["Arn"]) for target in answer.get("Targets") or ())
        return RuleFacts(str(found.get("State") or ""), targets)
