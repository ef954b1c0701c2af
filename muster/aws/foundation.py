"""What a deployment would have made, for places where nobody deploys: run table and topic."""

from typing import Any

from muster.aws.connection import Connection
from muster.service.errors import MissingError

ACTIONS = ("dynamodb:CreateTable", "dynamodb:DescribeTable", "sns:CreateTopic", "sns:ListTopics")
PATIENCE = 60
"""How long a new table may take, in seconds."""


class AwsFoundation:
    """A `Foundation` of the table and, unless its name is empty, the topic."""

    def __init__(self, connection: Connection, table: str, topic: str) -> None:
        self._connection = connection
        self._table = table
        self._topic = topic

    def lay(self) -> tuple[str, ...]:
        """Make what is missing; gives what was made, in words."""
        made = [f"run table {self._table}"] * self._lay_table()
        made += [f"topic {self._topic}"] * self._lay_topic()
        return tuple(made)

    def _lay_table(self) -> bool:
        try:
            self._on_table("describe_table")
        except MissingError:
            self._make_table()
            return True
        return False

    def _make_table(self) -> None:
        keys = {"pk": "HASH", "sk": "RANGE"}
        self._on_table(
            "create_table",
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
            AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in keys],
            BillingMode="PAY_PER_REQUEST",
        )
        for _ in range(PATIENCE):
            if self._on_table("describe_table")["Table"]["TableStatus"] == "ACTIVE":
                return
            self._connection.clock.sleep(1)

    def _on_table(self, operation: str, **parameters: Any) -> Any:
        about = f"run table `{self._table}`"
        return self._connection.call(
            "dynamodb", operation, about=about, TableName=self._table, **parameters
        )

    def _lay_topic(self) -> bool:
        if not self._topic or self._topic in self._topics():
            return False
        self._connection.call("sns", "create_topic", about="topic", Name=self._topic)
        return True

    def _topics(self) -> set[str]:
        names: set[str] = set()
        more: dict[str, str] = {}
        while True:
            answer = self._connection.call("sns", "list_topics", **more)
            names |= {topic["TopicArn"].rpartition(":")[2] for topic in answer.get("Topics") or ()}
            if not answer.get("NextToken"):
                return names
            more = {"NextToken": answer["NextToken"]}
