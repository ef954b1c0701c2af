"""The queue as AWS Lambda hands it to a function (Lambda Developer Guide, "Using Lambda with SQS").

The event source mapping needs `ReportBatchItemFailures`.
"""

from collections.abc import Mapping
from typing import Any

from eventbridge.consumer import Digest
from muster.service.hearing import Message


def messages_of(event: Mapping[str, Any]) -> tuple[Message, ...]:
    """The messages of an invocation."""
    return tuple(_message(record) for record in event.get("Records") or ())


def answer(digest: Digest) -> dict[str, Any]:
    """What the function returns: the messages that SQS has to give again."""
    return {"batchItemFailures": [{"itemIdentifier": message} for message in sorted(digest.keep)]}


def _message(record: Mapping[str, Any]) -> Message:
    received = str((record.get("attributes") or {}).get("ApproximateReceiveCount") or "1")
    return Message(
        message=str(record["messageId"]),
        body=str(record.get("body") or ""),
        receives=int(received) if received.isdecimal() else 1,
    )
