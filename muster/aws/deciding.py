"""Executions for roles that are no approvers: gates are woken as the role that is one."""

from muster.aws.connection import Connection
from muster.aws.executions import SsmExecutions


class DecidingExecutions(SsmExecutions):
    """An `Executions` that signals through another connection, and does all else through its own.

    A waiting `aws:approve` hears its approvers only (Systems Manager User Guide, "aws:approve").
    """

    def __init__(self, connection: Connection, decider: Connection) -> None:
        super().__init__(connection)
        self._decider = SsmExecutions(decider)

    def signal(self, execution: str, kind: str, comment: str) -> bool:
        """Send `Approve` or `Reject` as the decider; False: nobody waits for it."""
        return self._decider.signal(execution, kind, comment)
