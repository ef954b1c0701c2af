"""Documents that CloudFormation made, and a run table that the aws CLI filled, carry a drill."""

import json
import warnings

import pytest
from fakes.world_clock import WorldClock
from stage import ACCOUNT, OPERATOR, REGION, START, TEMPLATES, two_waves

from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.world import World
from muster.entrypoints.records import record_files
from muster.entrypoints.releases import publication_of, release_of
from muster.model.settings import Hub, Settings
from muster.service.commands.publish import publish
from muster.service.commands.start import StartRun, start
from muster.service.reading.comparison import compare
from muster.wiring import service_on
from ssm_documents.compiler import compile_plan, script_writes
from ssm_documents.compiler.cloudformation import templates

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
SETTINGS = Settings(hub=Hub(account=ACCOUNT, region=REGION))
PLAN = two_waves()


@pytest.fixture
def world():
    inventory = load_inventory((TEMPLATES / "inventories" / "sample.yaml").read_text())
    with World(inventory, start=START, seed=0) as made:
        yield made


@pytest.fixture
def service(world):
    """What is left when the steps of the how-to have been done."""
    connection = Connection(world.session(OPERATOR, REGION), WorldClock(world))
    made = service_on(connection, SETTINGS, RandomIds())
    made.foundation.lay()
    records = record_files(release_of(PLAN, SETTINGS), script_writes(), SETTINGS)
    _fill(world, records, "before")
    cloudformation = world.client("cloudformation", principal=OPERATOR, region=REGION)
    (template,) = templates(PLAN.plan, compile_plan(PLAN, SETTINGS))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cloudformation.create_stack(StackName="plan-small", TemplateBody=template)
    _fill(world, records, "after")
    return made


def _fill(world, records, when):
    table = world.client("dynamodb", principal=OPERATOR, region=REGION)
    for name, text in records.items():
        if name.startswith(when):
            answer = table.batch_write_item(RequestItems=json.loads(text))
            assert not answer["UnprocessedItems"]


def test_a_drill_starts(service):
    started = start(service, StartRun("small", "drill"))

    assert started.state in ("registered", "running")


def test_publishing_afterwards_makes_no_document_and_puts_the_release_on_record(service):
    publication = publication_of([PLAN], SETTINGS)

    before = compare(service, publication)
    done = publish(service, publication, lay_foundation=False)

    assert before.plans[0].documents == ()
    changes = {change.kind: change.change for change in done.changes}
    assert changes == {
        "scripts": "same",
        "plan record": "same",
        "document": "same",
        "default": "same",
        "plan": "made",
    }
    assert compare(service, publication).is_same
