"""SQS queues as the doctor sees them (SQS API)."""

from muster.aws.connection import Connection
from muster.aws.errors import code_of
from muster.service.errors import AwsError

ACTIONS = ("sqs:GetQueueAttributes", "sqs:GetQueueUrl")
NOT_THERE = frozenset({"AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"})
COUNTED = "ApproximateNumberOfMessages"


class SqsQueues:
    """A `Queues`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting(self, name: str) -> int | None:
        """About how many messages wait in it; None: no such queue."""
        about = f"queue `{name}`"
        try:
            url = self._connection.call("sqs", "get_queue_url", about=about, QueueName=name)
        except AwsError as error:
            if code_of(error) not in NOT_THERE:
                raise
            return None
        asked = {"QueueUrl": url["QueueUrl"], "AttributeNames": [COUNTED]}
        answer = self._connection.call("sqs", "get_queue_attributes", about=about, **asked)
        return int(answer["Attributes"][COUNTED])
