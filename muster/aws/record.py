"""What an earlier installation may have left: its run table."""

from muster.aws.connection import Connection
from muster.service.errors import MissingError

ACTIONS = ("dynamodb:DescribeTable",)


class AwsRecord:
    """A `Record`: the run table of this name."""

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection = connection
        self._table = table

    def exists(self) -> bool:
        """Whether there is a run table."""
        about = f"run table `{self._table}`"
        try:
            self._connection.call("dynamodb", "describe_table", about=about, TableName=self._table)
        except MissingError:
            return False
        return True
