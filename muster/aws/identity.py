"""Who the credentials stand for, as STS says."""

from muster.aws.connection import Connection
from muster.service.values import Caller

ACTIONS = ("sts:GetCallerIdentity",)


class StsIdentity:
    """An `Identity`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def caller(self) -> Caller:
        """The principal behind the credentials, its account, and the Region of the calls."""
        answer = self._connection.call("sts", "get_caller_identity")
        return Caller(str(answer["Arn"]), str(answer["Account"]), self._connection.region)
