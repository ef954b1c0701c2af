"""One connection serves every thread of the bot."""

import threading
from concurrent.futures import ThreadPoolExecutor

from fakes.aws.clock import FakeClock

from muster.aws.connection import Connection

THREADS = 8


class Client:
    def whoever(self):
        return "answer"


class Session:
    """Makes clients slowly, and notices if two are made at once."""

    region_name = "us-west-2"

    def __init__(self):
        self.made = 0
        self._busy = threading.Lock()

    def client(self, service, **_):
        assert self._busy.acquire(blocking=False), "two clients at once"
        threading.Event().wait(0.01)
        self.made += 1
        self._busy.release()
        return Client()


def test_threads_that_begin_at_once_share_one_client_of_a_service():
    session = Session()
    connection = Connection(session, FakeClock())
    ready = threading.Barrier(THREADS)

    def ask(number):
        ready.wait()
        return connection.call(("ssm", "drs")[number % 2], "whoever")

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(ask, range(THREADS)))

    assert answers == ["answer"] * THREADS
    assert session.made == 2
