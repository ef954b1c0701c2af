"""How many events a second the consumer digests: receive, translate, react and delete.

Queue and run table are the embedded AWS's, by the door in the process; batches of 10, the least
favourable size. The chat of the benchmark reads the whole run whenever it is told to refresh, as a
bot does before an edit; a real one does so at most every few seconds.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.figure import Figure
from eventbridge.consumer import Consumer
from muster.aws.connection import Connection
from muster.aws.foundation import AwsFoundation
from muster.aws.queue import SqsQueue
from muster.aws.recovery import DrsRecoveryService
from muster.aws.run_table import DynamoRunTable
from muster.aws.run_writer import DynamoRunWriter
from muster.embedded.aws import queues
from muster.embedded.aws.seeds import Inventory
from muster.embedded.aws.world import World
from muster.engine.keys import run_key, server_key, wave_key
from muster.engine.writes import Write, put
from muster.service.announcing import Call
from muster.service.pump import Pump
from muster.service.reactions.reactor import Reactor
from muster.service.reading.records import read_records

EVENTS = 2_000
BATCH = 10
TARGET = 500
RUN = "7f3a1b2c-0000-4000-8000-000000000001"
QUEUE = "muster-events"
SIZES = (6, 1_000)


class StandingClock:
    """A `Clock` that nothing moves."""

    def now(self) -> int:
        return 1_795_000_000

    def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nothing here has to wait {seconds} s")


class Chat:
    """An `Announcer`; with `reads` it reads the whole run before it would edit."""

    def __init__(self, table: DynamoRunTable, *, reads: bool) -> None:
        self._table = table
        self._reads = reads
        self.refreshed = 0

    def refresh(self, run: str) -> None:
        self.refreshed += 1
        if self._reads:
            read_records(self._table, run)

    def call_people(self, call: Call) -> None:
        """Nobody is called."""

    def run_due(self) -> float | None:
        return None


def measure() -> Iterator[Figure]:
    """Rates for a small and a large run."""
    for servers in SIZES:
        for reads in (False, True):
            with _embedded() as connection:
                rate = _rate(connection, servers, reads=reads)
            chat = "the chat reads all of it" if reads else "the chat puts it off"
            # A reading of all servers for ten events is what an edit every 3 s prevents.
            target = None if reads and servers > BATCH else TARGET
            yield Figure(f"{servers:,} servers, {chat}", rate, "events/s", target)


@contextmanager
def _embedded() -> Iterator[Connection]:
    with World(Inventory(), start=1_795_000_000.0) as world:
        world.register(queues.service(world.clock, lambda: world.front.pause, "queues"))
        operator = "arn:aws:iam::123456789012:user/operator"
        yield Connection(world.session(operator, world.inventory.region), StandingClock())


def _rate(connection: Connection, servers: int, *, reads: bool) -> float:
    table = DynamoRunTable(connection, "muster")
    _fill(connection, servers)
    chat = Chat(table, reads=reads)
    reactor = Reactor(table, DrsRecoveryService(connection), chat, connection.clock)
    consumer = Consumer(reactor, own_role="muster-automation")
    pump = Pump(
        SqsQueue(connection, QUEUE),
        lambda batch: consumer.digest(batch).keep,
        chat.run_due,
        sleep=connection.clock.sleep,
        most=BATCH,
    )
    url = connection.call("sqs", "create_queue", QueueName=QUEUE)["QueueUrl"]
    taken = sum(_timed(connection, url, pump.drain, start) for start in range(0, EVENTS, BATCH))
    if chat.refreshed != EVENTS // BATCH:
        raise AssertionError(f"{chat.refreshed} edits for {EVENTS // BATCH} batches")
    return EVENTS / taken


def _timed(connection: Connection, url: str, drain: Callable[[], int], start: int) -> float:
    """Seconds for one batch; putting it into the queue is not measured."""
    entries = [
        {"Id": str(number), "MessageBody": _event(start + number)} for number in range(BATCH)
    ]
    connection.call("sqs", "send_message_batch", QueueUrl=url, Entries=entries)
    began = time.perf_counter()
    if drain() != BATCH:
        raise AssertionError("a batch was not digested")
    return time.perf_counter() - began


def _event(number: int) -> str:
    detail = {"run": RUN, "wave": f"wave-{number % 10}", "execution": RUN, "launched": number}
    whole = {
        "version": "0",
        "id": f"0d079340-135a-c8c6-95c2-{number:012d}",
        "detail-type": "muster wave changed",
        "source": "muster",
        "account": "123456789012",
        "time": "2026-11-20T09:31:07Z",
        "region": "us-west-2",
        "resources": [],
        "detail": detail,
    }
    return json.dumps(whole)


def _fill(connection: Connection, servers: int) -> None:
    AwsFoundation(connection, "muster", "").lay()
    writer = DynamoRunWriter(connection, "muster")
    writes = list(_items(servers))
    for start in range(0, len(writes), 100):
        writer.write(*writes[start : start + 100])


def _items(servers: int) -> Iterator[Write]:
    run: dict[str, Any] = {"run": RUN, "plan": "payments", "hash": "h", "mode": "drill"}
    yield put(run_key(RUN), {**run, "state": "running", "requested_at": 1_794_999_000})
    for number in range(10):
        name = f"wave-{number}"
        yield put(wave_key(RUN, name), {"wave": name, "state": "recovering", "order": number})
    for number in range(servers):
        wave, server = f"wave-{number % 10}", f"s-{number:017d}"
        values = {"server": server, "wave": wave, "state": "launching", "name": f"host-{number}"}
        yield put(server_key(RUN, wave, server), values)
