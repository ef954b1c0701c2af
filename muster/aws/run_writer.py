"""Writing to the run table: the engine's `Write` values in one transaction.

Source: DynamoDB API reference, TransactWriteItems; a transaction may be cancelled for other reasons
than a condition (a conflict, throttling), and then it is repeated, never reported as refused. Each
has a `ClientRequestToken`, so one whose answer was lost is not refused for its own effect.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from muster.aws.connection import ATTEMPTS, Connection
from muster.aws.errors import code_of
from muster.aws.ids import RandomIds
from muster.engine.requests import write_request
from muster.engine.writes import Write
from muster.service.errors import AwsError, ThrottledError
from muster.service.ports import Ids

ACTIONS = (
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
)
CANCELLED = "TransactionCanceledException"
UNMET = "ConditionalCheckFailed"
MOMENTARY = frozenset(
    {
        "ProvisionedThroughputExceeded",
        "ThrottlingError",
        "TransactionConflict",
    }
)
RANDOM = RandomIds()


class DynamoRunWriter:
    """A `RunWriter`; the connection's role decides which partitions it may write."""

    def __init__(self, connection: Connection, name: str, ids: Ids = RANDOM) -> None:
        self._connection = connection
        self._name = name
        self._ids = ids

    def write(self, *writes: Write) -> bool:
        """All writes or none, at most 100; False if, and only if, a condition did not hold."""
        asked = [dict([write_request(self._name, write)]) for write in writes]
        for attempt in range(ATTEMPTS):
            try:
                self._call(asked)
            except AwsError as error:
                reasons = cancelled_for(error)
                if UNMET in reasons:
                    return False
                if not reasons & MOMENTARY:
                    raise
            else:
                return True
            self._connection.clock.sleep(2**attempt / 10)
        raise ThrottledError("the run table is too busy", "wait a moment and repeat it")

    def _call(self, asked: Sequence[Mapping[str, Any]]) -> None:
        self._connection.call(
            "dynamodb",
            "transact_write_items",
            about=f"run table `{self._name}`",
            TransactItems=asked,
            ClientRequestToken=self._ids.token(),
        )


def cancelled_for(error: AwsError) -> frozenset[str]:
    """Why a transaction was cancelled; empty if that is not what happened."""
    cause = error.__cause__
    if not isinstance(cause, ClientError) or code_of(error) != CANCELLED:
        return frozenset()
    reasons = cause.response.get("CancellationReasons") or [{"Code": UNMET}]
    return frozenset(str(reason.get("Code") or "") for reason in reasons) - {"", "None"}
