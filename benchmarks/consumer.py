"""How many events a second the consumer digests, and what becomes of the run's message meanwhile.

Receive, translate, react and delete are measured; putting into the queue is not. Queue and run
table are the embedded AWS's, by the door in the process; batches of 10, the least favourable size.
Every event is delivered twice, and all are shuffled. The bot's own announcer edits a message in the
embedded Slack over a socket, in real time, while the run goes on.
"""

import json
import random
import threading
import time
from collections.abc import Callable, Iterator

from benchmarks.crowd import QUEUE, RUN, WAVES, Crowd
from benchmarks.figure import Figure
from muster.aws.queue import SqsQueue
from muster.service.pump import Pump

ABOUT = """
2,000 events on one run, each delivered twice and all shuffled, in batches of 10: received,
translated, reacted to and deleted by the door in the process. The bot's announcer edits the run's
message in an embedded Slack meanwhile, in real time.
"""
EVENTS = 2_000
BATCH = 10
TARGET = 500
GAP = 3.0
SIZES = (6, 1_000)
SETTLES = 8.0
"""Seconds in which the message says what is true, after the last event."""


def measure() -> Iterator[Figure]:
    """Rates for a small and a large run; edits, and whether the last one is right."""
    for servers in SIZES:
        with Crowd(servers) as crowd:
            taken, edits, lasted, is_right = _play(crowd)
        size = f"{servers:,} servers"
        yield Figure(f"{size}, each event twice", EVENTS / taken, "events/s", TARGET)
        yield Figure(f"{size}, edits in {GAP:.0f} s", edits / lasted * GAP, "edits", 1)
        yield Figure(f"{size}, wrong final messages", 0 if is_right else 1, "messages", 0)


def _play(crowd: Crowd) -> tuple[float, int, float, bool]:
    """Seconds of digesting, edits, seconds in which they were made, whether the last is right."""
    announcer = crowd.bot.announcer
    announcer.refresh(RUN)
    began, before = time.monotonic(), crowd.edits()
    taken = _digest(crowd, _pump(crowd))
    crowd.launched(crowd.servers)
    announcer.refresh_soon(RUN)
    _settle(announcer.run_due)
    lasted = time.monotonic() - began
    return taken, crowd.edits() - before, max(lasted, GAP), crowd.says_all_launched()


def _pump(crowd: Crowd) -> Pump:
    announcer = crowd.bot.announcer
    consumer = crowd.parts.consumer(announcer)
    return Pump(
        SqsQueue(crowd.connection, QUEUE),
        lambda batch: consumer.digest(batch).keep,
        announcer.run_due,
        sleep=crowd.rest,
        most=BATCH,
    )


def _digest(crowd: Crowd, pump: Pump) -> float:
    """Seconds of digesting all events, each twice, while servers launch."""
    bodies = [_event(number) for number in range(EVENTS // 2)] * 2
    random.Random(7).shuffle(bodies)
    taken = 0.0
    for start in range(0, EVENTS, BATCH):
        crowd.launched(start * crowd.servers // EVENTS)
        crowd.put(bodies[start : start + BATCH])
        taken += _timed(pump.drain)
    return taken


def _timed(drain: Callable[[], int]) -> float:
    began = time.perf_counter()
    if drain() != BATCH:
        raise AssertionError("a batch was not digested")
    return time.perf_counter() - began


def _settle(due: Callable[[], float | None]) -> None:
    end = time.monotonic() + SETTLES
    while (wait := due()) is not None and time.monotonic() + wait < end:
        threading.Event().wait(max(wait, 0.01))


def _event(number: int) -> str:
    wave = WAVES[number % len(WAVES)]
    detail = {"run": RUN, "wave": wave, "execution": RUN, "launched": number}
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
