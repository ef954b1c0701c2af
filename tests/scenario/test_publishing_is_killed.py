"""Publishing, pruning and rolling back, killed after every single call of AWS and then repeated.

Whatever was interrupted, the next time leaves the account as an uninterrupted one does. To be
killed before a call is to be killed after the one before it.
"""

from dataclasses import replace

import pytest
from fakes.world_clock import WorldClock
from stage import ACCOUNT, OPERATOR, REGION, START, TEMPLATES, two_waves

from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.world import World
from muster.entrypoints.releases import publication_of
from muster.model.settings import Hub, Settings
from muster.model.workspace import load_people
from muster.service.commands.publish import publish
from muster.service.commands.roll_back import roll_back
from muster.service.errors import MusterError
from muster.service.reading.comparison import compare
from muster.wiring import service_on

pytestmark = pytest.mark.slow
SETTINGS = Settings(hub=Hub(account=ACCOUNT, region=REGION))
PEOPLE = load_people(TEMPLATES / "plans" / "people.yaml")
FIRST = two_waves(first="wait: 1m")
SMALLER = FIRST.model_copy(update={"waves": FIRST.waves[:1], "priority": 1})
FEW = 3
"""Scripts and runbooks of the verbs that are published: each is a call like the other."""


class Account:
    """An account in which a call can be deadly; `calls` counts those that change something."""

    def __init__(self):
        inventory = load_inventory((TEMPLATES / "inventories" / "sample.yaml").read_text())
        self.world = World(inventory, start=START, seed=0)
        connection = Connection(self.world.session(OPERATOR, REGION), WorldClock(self.world))
        self.service = service_on(connection, SETTINGS, RandomIds())
        self.calls = 0
        self.deadly = -1
        self.world.front.after.append(self._pass)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.world.close()

    def _pass(self, entry):
        reads = entry.operation.startswith(("Describe", "Get", "List", "Query"))
        if entry.principal.arn == OPERATOR and not reads:
            self.calls += 1
            if self.calls == self.deadly:
                raise AwsError("AccessDenied", "as if killed here")

    def state(self):
        """All that publishing leaves, but for the moments."""
        table, documents = self.service.table, self.service.documents
        texts = {name: documents.text(name) for name in documents.names()}
        partitions = ("PLAN#small", "PLANS#", "PEOPLE#")
        items = [item for each in partitions for item in table.items(each)]
        return texts, [{**item, "published_at": 0} for item in items]


def first(account):
    done = publication_of([FIRST], SETTINGS, people=PEOPLE, with_pack=True)
    few = replace(done, scripts=done.scripts[:FEW], pack=done.pack[:FEW])
    publish(account.service, few, lay_foundation=True)


def second(account, *, prune=True):
    done = publication_of([SMALLER], SETTINGS)
    few = replace(done, scripts=done.scripts[:FEW], prune=prune)
    publish(account.service, few, lay_foundation=False)


def back(account):
    roll_back(account.service, "small", 1)


def published(account):
    first(account)
    second(account, prune=False)


@pytest.mark.parametrize(
    ("begin", "act"),
    [(None, first), (first, second), (published, back)],
    ids=["a first publication", "a second one that prunes", "a roll back"],
)
def test_killed_after_any_call_and_repeated_it_is_as_if_nothing_had_been(begin, act):
    with Account() as account:
        calls = _begun(account, begin)
        act(account)
        calls, wanted = account.calls - calls, account.state()

    assert calls
    for number in range(1, calls + 1):
        with Account() as account:
            account.deadly = _begun(account, begin) + number
            with pytest.raises(MusterError):
                act(account)
            act(account)
            assert account.state() == wanted, f"killed after call {number} of {calls}"


def test_after_all_that_nothing_differs():
    with Account() as account:
        published(account)
        back(account)
        again = publication_of([FIRST], SETTINGS, people=PEOPLE)

        assert compare(account.service, again).is_same


def _begun(account, begin):
    if begin is not None:
        begin(account)
    return account.calls
