"""Fakes of what hears and tells: a queue, a chat, DRS, and executions that can be woken."""

import json
from collections import Counter
from pathlib import Path

from muster.service.errors import AwsError, MissingError, UnreachableError
from muster.service.hearing import Message
from muster.service.values import Execution

SAMPLES = Path(__file__).parent.parent / "events"


def sample(name):
    """The text of a recorded event."""
    return (SAMPLES / f"{name}.json").read_text()


def told(kind, run, **detail):
    """The text of an event of the runbook scripts."""
    body = {"run": run, "wave": "", "execution": run, **detail}
    envelope = json.loads(sample("muster_run_changed"))
    return json.dumps({**envelope, "detail-type": f"muster {kind}", "detail": body})


def messages(*bodies):
    """Messages with these bodies, in this order."""
    return [Message(f"m{number}", body, f"r{number}") for number, body in enumerate(bodies)]


class FakeAnnouncer:
    """Notes what it is asked; calls once a key, as a real one does."""

    def __init__(self):
        self.refreshed = []
        self.calls = {}
        self.asked = Counter()
        self.broken = False

    def refresh(self, run):
        if self.broken:
            raise RuntimeError("the chat is down")
        self.refreshed.append(run)

    def refresh_soon(self, run):
        self.refresh(run)

    def call_people(self, call):
        self.asked[call.run, call.key] += 1
        self.calls.setdefault((call.run, call.key), call)

    def run_due(self):
        return None

    @property
    def kinds(self):
        return [call.kind for call in self.calls.values()]


class FakeRecoveryService:
    """A `RecoveryService` of jobs and replication states that a test puts there."""

    def __init__(self):
        self.jobs = {}
        self.states = {}
        self.asked = []

    def job(self, job):
        return self.jobs.get(job)

    def replication(self, servers):
        self.asked.append(tuple(servers))
        return {server: self.states[server] for server in servers if server in self.states}


class FakeQueue:
    """An `EventQueue` whose messages become visible again by `come_again`."""

    def __init__(self, *bodies):
        self.waiting = messages(*bodies)
        self.in_flight = {}
        self.waits = []
        self.failures = 0

    def receive(self, *, wait):
        self.waits.append(wait)
        if self.failures:
            self.failures -= 1
            raise UnreachableError("AWS does not answer")
        taken, self.waiting = self.waiting[:10], self.waiting[10:]
        self.in_flight |= {message.receipt: message for message in taken}
        return tuple(taken)

    def delete(self, done):
        for message in done:
            self.in_flight.pop(message.receipt)

    def come_again(self):
        again = self.in_flight.values()
        self.in_flight = {}
        self.waiting += [Message(m.message, m.body, m.receipt, m.receives + 1) for m in again]


class FakeExecutions:
    """An `Executions`: `over` has the final status of those that ended; others are running."""

    def __init__(self):
        self.over = {}
        self.gone = set()
        self.started = []
        self.signals = []
        self.stopped = []
        self.looked_at = []
        self.deaf = 0  # so many signals come before the gate listens

    def start(self, document, parameters, token):
        given = {name: list(values) for name, values in parameters.items() if any(values)}
        if (document, given, token) not in self.started:
            self.started.append((document, given, token))
        return f"execution-of-{token}"

    def look_at(self, execution):
        self.looked_at.append(execution)
        if execution in self.gone:
            raise MissingError(f"Systems Manager knows no execution `{execution}`")
        status = self.over.get(execution, "")
        return Execution(execution, status or "InProgress", is_over=bool(status))

    def stop(self, execution):
        self.stopped.append(execution)

    def signal(self, execution, kind, comment):
        self.signals.append((execution, kind, comment))
        self.deaf -= 1
        return self.deaf < 0


class BrokenTable:
    """A `RunTable` that cannot be reached."""

    def item(self, key):
        raise AwsError("the run table does not answer")

    def items(self, partition, prefix="", *, newest=0):
        raise AwsError("the run table does not answer")
