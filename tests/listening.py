"""What listens to a stage: rules, queue, consumer and reconciler on the real adapters, a fake chat.

Nothing runs by itself: a test drains the queue and lets the reconciler look.
"""

from fakes.hearing import FakeAnnouncer
from fakes.world_clock import WorldClock
from stage import ACCOUNT, REGION

from eventbridge.consumer import Consumer
from eventbridge.patterns import event_rules
from muster.aws.connection import Connection
from muster.aws.executions import SsmExecutions
from muster.aws.queue import SqsQueue
from muster.aws.recovery import DrsRecoveryService
from muster.aws.rules import AwsEventSource
from muster.aws.run_table import DynamoRunTable
from muster.aws.run_writer import DynamoRunWriter
from muster.embedded.aws import queues
from muster.service.acting.deed import Acting
from muster.service.pump import Pump
from muster.service.reactions.reactor import Reactor
from muster.service.reconciler import Reconciler

BOT = f"arn:aws:sts::{ACCOUNT}:assumed-role/muster-bot/bot"
QUEUE = "muster-events"


class InProcess:
    """The bot's session; its clients call the world at once, where a session's would send."""

    region_name = REGION

    def __init__(self, world):
        self._world = world

    def client(self, service, **_):
        return self._world.client(service, principal=BOT, region=REGION)


class Listening:
    """A stage with ears; `hears` False: no rule brings any event."""

    def __init__(self, stage, *, hears=True):
        self.stage = stage
        world = stage.world
        world.register(queues.service(world.clock, lambda: world.front.pause, "queues"))
        self.connection = Connection(InProcess(world), WorldClock(world))
        self.clock = self.connection.clock
        self.chat = FakeAnnouncer()
        self.made = AwsEventSource(self.connection, QUEUE).lay(event_rules() if hears else ())
        self.queue = SqsQueue(self.connection, QUEUE)
        table = DynamoRunTable(self.connection, "muster")
        reactor = Reactor(table, DrsRecoveryService(self.connection), self.chat, self.clock)
        self.consumer = Consumer(reactor, own_role="muster-automation")
        self.fates = []
        self.pump = Pump(self.queue, self._digest, self.chat.run_due, sleep=self.clock.sleep)
        writer = DynamoRunWriter(self.connection, "muster")
        executions = SsmExecutions(self.connection)
        self.acting = Acting(table, writer, writer, executions, self.clock)
        self.reconciler = Reconciler(self.acting, self.chat)

    def _digest(self, batch):
        digest = self.consumer.digest(batch)
        self.fates.append(digest.fates)
        return digest.keep

    @property
    def dropped(self):
        """How many messages met another fate than being done with."""
        return sum(count for fates in self.fates for fate, count in fates.items() if fate != "done")

    def until(self, done, *, every=30.0, limit=3 * 3600.0):
        """Let time pass, draining the queue and reconciling, until it is done."""
        end = self.stage.world.clock.now() + limit
        while not done():
            assert self.stage.world.clock.now() < end, f"waited {limit} s in vain"
            self.stage.pass_time(every)
            self.pump.drain()
            self.reconciler.look()
