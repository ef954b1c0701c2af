"""The queue of events in SQS."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from muster.aws.connection import Connection
from muster.service.hearing import Message

log = logging.getLogger(__name__)

ACTIONS = ("sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage")
BATCH = 10
"""SQS's limit of one ReceiveMessage and of one DeleteMessageBatch."""


class SqsQueue:
    """An `EventQueue`."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._url = ""

    def receive(self, *, wait: int) -> tuple[Message, ...]:
        """At most 10 messages, waiting up to `wait` seconds (0-20) for the first."""
        answer = self._call(
            "receive_message",
            MaxNumberOfMessages=BATCH,
            WaitTimeSeconds=wait,
            MessageSystemAttributeNames=["ApproximateReceiveCount"],
        )
        return tuple(_message(entry) for entry in answer.get("Messages") or ())

    def delete(self, messages: Sequence[Message]) -> None:
        """Take messages off the queue; those that are not deleted come again."""
        for part in _parts(messages):
            entries = [
                {"Id": str(number), "ReceiptHandle": entry.receipt}
                for number, entry in enumerate(part)
            ]
            answer = self._call("delete_message_batch", Entries=entries)
            for failed in answer.get("Failed") or ():
                log.warning("a message could not be deleted and comes again: %s", failed["Code"])

    def _call(self, operation: str, **parameters: Any) -> Any:
        about = f"queue `{self._name}`"
        if not self._url:
            found = self._connection.call("sqs", "get_queue_url", about=about, QueueName=self._name)
            self._url = str(found["QueueUrl"])
        return self._connection.call(
            "sqs", operation, about=about, QueueUrl=self._url, **parameters
        )


def _message(entry: Any) -> Message:
    return Message(
        message=str(entry["MessageId"]),
        body=str(entry["Body"]),
        receipt=str(entry["ReceiptHandle"]),
        receives=int((entry.get("Attributes") or {}).get("ApproximateReceiveCount") or 1),
    )


def _parts(messages: Sequence[Message]) -> Iterator[Sequence[Message]]:
    for start in range(0, len(messages), BATCH):
        yield messages[start : start + BATCH]
