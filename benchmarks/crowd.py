"""A run of any size in an embedded AWS, with the bot that tells of it in an embedded Slack."""

import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any, Self

from bot.settings import BotSettings
from bot.telling.announcer import Clocks
from bot.telling.messages import ROOT, message_key
from muster.aws.connection import Connection
from muster.aws.foundation import AwsFoundation
from muster.aws.ids import RandomIds
from muster.aws.run_writer import DynamoRunWriter
from muster.embedded.aws import queues
from muster.embedded.aws.seeds import Inventory
from muster.embedded.aws.world import World
from muster.embedded.slack.host import EmbeddedSlack, Person, RateSettings, Workspace
from muster.engine.keys import people_key, run_key, server_key, wave_key
from muster.engine.writes import Write, put, update
from muster.entrypoints.bot_parts import QUEUE, BotParts, Hands
from muster.model.settings import Settings
from muster.wiring import service_on

__all__ = ["QUEUE", "RUN", "WAVES", "Crowd"]

NOW = 1_795_000_000
RUN = "7f3a1b2c-0000-4000-8000-000000000001"
TEAM, OLIVIA = "T0MUSTER", "U0OPERATOR"
WAVES = tuple(f"wave-{number}" for number in range(10))
PEOPLE = (Person(OLIVIA, "operator", "Olivia Operator", "operator"),)


class StandingClock:
    """A `Clock` that nothing moves: AWS's time. Slack's is the real one."""

    def now(self) -> int:
        return NOW

    def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nothing here has to wait {seconds} s")


class Crowd:
    """A drill of so many servers in ten waves; a context manager."""

    def __init__(self, servers: int) -> None:
        self.servers = servers
        self.world = World(Inventory(), start=float(NOW))
        self.world.register(
            queues.service(self.world.clock, lambda: self.world.front.pause, "queues")
        )
        operator = "arn:aws:iam::123456789012:user/operator"
        session = self.world.session(operator, self.world.inventory.region)
        self.connection = Connection(session, StandingClock())
        self._fill()
        self.slack = EmbeddedSlack(
            Workspace(people=PEOPLE),
            clock=time.time,
            wall=time.time,
            rates=RateSettings(enforced=False),
        )
        self._server = self.slack.serve()
        service = service_on(self.connection, Settings(), RandomIds())
        self.parts = BotParts(service, Hands(self.connection, self.connection), Settings())
        self.bot = self.parts.bot(self.settings(), Clocks(time.time, self.rest))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()
        self.world.close()

    def settings(self, **more: Any) -> BotSettings:
        return BotSettings(
            token="xoxb-embedded",
            channel=self.slack.channel_id("disaster-recovery"),
            team=TEAM,
            api_url=self.slack.api_url,
            **more,
        )

    def rest(self, seconds: float) -> None:
        threading.Event().wait(seconds)

    def put(self, bodies: Sequence[str]) -> None:
        """Put messages into the queue."""
        url = self.connection.call("sqs", "get_queue_url", QueueName=QUEUE)["QueueUrl"]
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)]
        self.connection.call("sqs", "send_message_batch", QueueUrl=url, Entries=entries)

    def launched(self, count: int) -> None:
        """Let the run have launched so many servers."""
        writer = DynamoRunWriter(self.connection, "muster")
        share, rest = divmod(count, len(WAVES))
        for number, name in enumerate(WAVES):
            done = share + (number < rest)
            writer.write(update(wave_key(RUN, name), {"launched": done}))

    def edits(self) -> int:
        """How often the run's message was edited."""
        return int(self.parts.service.table.item(message_key(RUN, ROOT)).get("seq") or 0)

    def says_all_launched(self) -> bool:
        """Whether the one message of the run says what is true now."""
        (message,) = self.slack.messages()
        each = (self.servers + len(WAVES) - 1) // len(WAVES)
        return f"{each}/{each}" in str(message.blocks)

    def _fill(self) -> None:
        AwsFoundation(self.connection, "muster", "").lay()
        self.connection.call("sqs", "create_queue", QueueName=QUEUE)
        writer = DynamoRunWriter(self.connection, "muster")
        writes = list(_items(self.servers))
        for start in range(0, len(writes), 100):
            writer.write(*writes[start : start + 100])


def _items(servers: int) -> Iterator[Write]:
    operator = {
        "person": "operator",
        "name": "Olivia Operator",
        "slack": {"user": OLIVIA},
        "roles": ["viewer", "drill-operator"],
    }
    yield put(people_key(), {"slack_team": TEAM, "people": [operator]})
    run: dict[str, Any] = {"run": RUN, "plan": "payments", "hash": "h", "mode": "drill"}
    times = {"requested_at": NOW - 600, "since": NOW - 500, "heartbeat": NOW, "epoch": 1}
    yield put(run_key(RUN), {**run, **times, "state": "running", "requester": "operator"})
    listed = {key: run[key] for key in ("run", "plan", "mode")}
    yield put(("RUNS#", f"{NOW - 600:012d}#{RUN}"), {**listed, "requested_at": NOW - 600})
    sizes = [len(range(number, servers, len(WAVES))) for number in range(len(WAVES))]
    for number, name in enumerate(WAVES):
        values = {"wave": name, "state": "recovering", "order": number, "total": sizes[number]}
        yield put(wave_key(RUN, name), values)
    for number in range(servers):
        wave, server = WAVES[number % len(WAVES)], f"s-{number:017d}"
        values = {"server": server, "wave": wave, "state": "launching", "name": f"host-{number}"}
        yield put(server_key(RUN, wave, server), values)
