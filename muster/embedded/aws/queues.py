"""Taking messages off SQS queues at a speed that a busy consumer can afford; the rest is moto's.

For each message that it hands out moto counts all messages of the queue four times over. Queues,
their attributes and their messages stay moto's own objects, so whatever else moto does with them
still holds. FIFO queues are not given here. SQS API, ReceiveMessage and DeleteMessageBatch.
"""

import random
import string
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from moto.core.utils import unix_time_millis
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import Message, Queue, sqs_backends

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.kit import AwsError, Call, Service

Pause = Callable[[float], None]

HANDLE = 185
"""Characters of a receipt handle, as moto makes them."""

ATTRIBUTES: Mapping[str, Callable[[Message], Any]] = {
    "ApproximateFirstReceiveTimestamp": lambda m: m.approximate_first_receive_timestamp,
    "ApproximateReceiveCount": lambda m: m.approximate_receive_count,
    "SenderId": lambda m: m.sender_id,
    "SentTimestamp": lambda m: m.sent_timestamp,
}


def service(clock: Clock, pause: Callable[[], Pause | None], seed: str) -> Service:
    """The two operations of a consumer.

    `pause()` gives what lets virtual time pass during a long poll, None where nothing does.
    """
    queues = _Queues(clock, pause, random.Random(seed))  # noqa: S311 - a simulation
    handlers = {"ReceiveMessage": queues.receive, "DeleteMessageBatch": queues.delete}
    return Service(name="sqs", handlers=handlers, rest_to_moto=True)


class _Queues:
    def __init__(self, clock: Clock, pause: Callable[[], Pause | None], rng: random.Random) -> None:
        self._clock = clock
        self._pause = pause
        self._rng = rng

    def receive(self, call: Call) -> Mapping[str, Any]:
        queue, asked = _queue(call), call.params
        wait = asked.get("WaitTimeSeconds", int(queue.receive_message_wait_time_seconds))
        until = self._clock.now() + float(wait)
        while not (taken := self._take(queue, asked)):
            if self._clock.now() >= until or not self._wait():
                return {}
        return {"Messages": [_shown(message, asked) for message in taken]}

    def delete(self, call: Call) -> Mapping[str, Any]:
        queue = _queue(call)
        wanted = {entry["ReceiptHandle"] for entry in call.params["Entries"]}
        kept, found = [], set(wanted & queue.deleted_messages)
        for message in queue._messages:  # noqa: SLF001 - moto has no other way to them
            mine = wanted.intersection(message.all_receipt_handles)
            if mine:
                queue.pending_messages.discard(message)
                queue.deleted_messages.update(message.all_receipt_handles)
                found |= mine
            else:
                kept.append(message)
        queue._messages = kept  # noqa: SLF001 - likewise
        return _deleted(call.params["Entries"], found)

    def _take(self, queue: Queue, asked: Mapping[str, Any]) -> list[Message]:
        lasts = int(asked.get("VisibilityTimeout", queue.visibility_timeout))
        most = int(asked.get("MaxNumberOfMessages", 1))
        taken: list[Message] = []
        for message in _visible(queue):
            if _is_dead(queue, message):
                queue._messages.remove(message)  # noqa: SLF001 - likewise
                queue.dead_letter_queue.add_message(message)
            else:
                taken.append(self._hand_out(queue, message, lasts))
            if len(taken) == most:
                break
        return taken

    def _hand_out(self, queue: Queue, message: Message, lasts: int) -> Message:
        now = unix_time_millis()
        message.approximate_first_receive_timestamp = (
            message.approximate_first_receive_timestamp or int(now)
        )
        message.approximate_receive_count += 1
        message.visible_at = now + lasts * 1000 if lasts else 0.0
        if message.receipt_handle:
            message._old_receipt_handles.append(message.receipt_handle)  # noqa: SLF001 - likewise
        message.receipt_handle = "".join(self._rng.choices(string.ascii_lowercase, k=HANDLE))
        queue.pending_messages.add(message)
        return message

    def _wait(self) -> bool:
        """Let a second pass; False where nothing lets time pass."""
        pause = self._clock.sleep if self._clock.in_task() else self._pause()
        if pause is not None:
            pause(1.0)
        return pause is not None


def _queue(call: Call) -> Queue:
    name = call.params["QueueUrl"].rpartition("/")[2]
    try:
        queue = sqs_backends[call.account][call.region].get_queue(name)
    except QueueDoesNotExist as error:
        text = "The specified queue does not exist for this wsdl version."
        raise AwsError("QueueDoesNotExist", text) from error
    if queue.fifo_queue:
        raise AwsError("UnsupportedOperation", "FIFO queues are not given here")
    return queue


def _visible(queue: Queue) -> Iterator[Message]:
    now = unix_time_millis()
    for message in tuple(queue._messages):  # noqa: SLF001 - likewise
        if now > message.visible_at and now >= message.delayed_until:
            yield message


def _is_dead(queue: Queue, message: Message) -> bool:
    if queue.dead_letter_queue is None or not queue.redrive_policy:
        return False
    return bool(message.approximate_receive_count >= queue.redrive_policy["maxReceiveCount"])


def _shown(message: Message, asked: Mapping[str, Any]) -> dict[str, Any]:
    names = {*asked.get("AttributeNames", ()), *asked.get("MessageSystemAttributeNames", ())}
    shown = {
        name: str(value(message))
        for name, value in ATTRIBUTES.items()
        if name in names or "All" in names
    }
    whole: dict[str, Any] = {
        "MessageId": message.id,
        "ReceiptHandle": message.receipt_handle,
        "MD5OfBody": message.body_md5,
        "Body": message.body,
    }
    wanted = set(asked.get("MessageAttributeNames", ()))
    given = {
        name: value
        for name, value in message.message_attributes.items()
        if name in wanted or wanted & {"All", ".*"}
    }
    parts = {"Attributes": shown, "MessageAttributes": given}
    return whole | {name: part for name, part in parts.items() if part}


def _deleted(entries: Any, found: set[str]) -> dict[str, Any]:
    failed = [
        {
            "Id": entry["Id"],
            "SenderFault": True,
            "Code": "ReceiptHandleIsInvalid",
            "Message": "The input receipt handle is not a valid receipt handle.",
        }
        for entry in entries
        if entry["ReceiptHandle"] not in found
    ]
    well = [{"Id": e["Id"]} for e in entries if e["ReceiptHandle"] in found]
    return {"Successful": well, "Failed": failed}
