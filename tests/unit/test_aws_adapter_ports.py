"""Each port does the same whether its adapter or its fake stands behind it.

The adapters talk to the embedded AWS in this process.
"""

from hashlib import sha256

import pytest
from fakes.aws.documents import FakeDocuments
from fakes.aws.foundation import FakeFoundation
from fakes.aws.identity import ACCOUNT, REGION
from fakes.aws.run_table import FakeRunTable
from fakes.embedded_world import world
from fakes.world_clock import WorldClock

from muster.aws import automation, documents, foundation, identity, run_table
from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.aws.session import open_session
from muster.embedded.aws.seeds import Inventory
from muster.engine.writes import absent, below, check, delete, equals, free_or, one_of, put, update
from muster.model.settings import Settings
from muster.service.errors import CredentialsError, MissingError
from muster.service.values import Document, Place
from muster.wiring import service_on

KEY = ("RUN#1", "RUN")
OPERATOR = f"arn:aws:iam::{ACCOUNT}:user/operator"


@pytest.fixture(scope="module")
def embedded():
    with world(Inventory(account=ACCOUNT, region=REGION)) as made:
        connection = Connection(made.session(OPERATOR, REGION), WorldClock(made))
        service = service_on(connection, Settings(), RandomIds())
        service.foundation.lay()
        yield made, service


@pytest.fixture(params=["fake", "embedded AWS"])
def table(request, embedded):
    _, service = embedded
    if request.param == "fake":
        return FakeRunTable()
    for item in service.table.items("RUN#1"):
        service.store.write(delete((item["pk"], item["sk"])))
    return service.table


@pytest.fixture(params=["fake", "embedded AWS"])
def published(request, embedded):
    return FakeDocuments() if request.param == "fake" else embedded[1].documents


def test_what_is_written_is_read_back_as_plain_values(table):
    values = {"text": "é", "number": 7, "yes": True, "none": None, "list": [1, {"a": []}]}

    assert table.write(put(KEY, values))

    assert table.item(KEY) == {"pk": KEY[0], "sk": KEY[1], **values}
    assert isinstance(table.item(KEY)["number"], int)


def test_an_item_that_is_not_there_is_empty(table):
    assert table.item(("RUN#1", "nothing")) == {}


def test_a_partition_comes_in_order_and_by_prefix(table):
    for number in range(25):
        table.write(put(("RUN#1", f"WAVE#{number:02d}"), {"n": number}))
    table.write(put(KEY, {"n": -1}))

    assert [item["n"] for item in table.items("RUN#1", "WAVE#")] == list(range(25))
    assert [item["n"] for item in table.items("RUN#1", "WAVE#", newest=2)] == [24, 23]
    assert len(table.items("RUN#1")) == 26


def test_a_large_partition_is_read_to_its_end(table):
    for number in range(9):
        table.write(put(("RUN#1", f"{number}"), {"text": "x" * 200_000}))

    assert len(table.items("RUN#1")) == 9
    assert [item["sk"] for item in table.items("RUN#1", newest=7)] == list("8765432")


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (absent("owner"), False),
        (absent("other"), True),
        (equals("owner", "me"), True),
        (equals("owner", "you"), False),
        (free_or("owner", "me"), True),
        (free_or("owner", "you"), False),
        (one_of("owner", ("me", "you")), True),
        (one_of("owner", ("she", "he")), False),
        (below("until", 10), True),
        (below("until", 5), False),
    ],
)
def test_a_write_takes_effect_only_if_its_condition_holds(table, condition, holds):
    table.write(put(KEY, {"owner": "me", "until": 5}))

    assert table.write(update(KEY, {"seen": 1}, condition)) is holds
    assert ("seen" in table.item(KEY)) is holds


def test_writes_take_effect_together_or_not_at_all(table):
    table.write(put(KEY, {"state": "open", "gone": 1}))
    other = ("RUN#1", "OTHER")

    assert not table.write(put(other, {"a": 1}), check(KEY, equals("state", "closed")))
    assert table.item(other) == {}

    writes = (put(other, {"a": 1}), update(KEY, {"state": "closed"}, remove=("gone",)))
    assert table.write(*writes)
    assert table.item(other)["a"] == 1
    assert table.item(KEY) == {"pk": KEY[0], "sk": KEY[1], "state": "closed"}


TEXT = """\
schemaVersion: '0.3'
mainSteps:
- name: Wait
  action: aws:sleep
  inputs: {{Duration: PT{seconds}S}}
"""


def document(seconds, name="muster-test"):
    text = TEXT.format(seconds=seconds)
    return Document(name, text, sha256(text.encode()).hexdigest())


def test_a_document_is_found_again_by_the_digest_of_what_it_does(published):
    first = published.put(document(1))
    second = published.put(document(2))

    assert (first, second) == ("1", "2")
    assert published.put(document(1)) == "1"
    assert published.put(document(2)) == "2"


def test_a_new_version_is_the_default_only_when_it_is_made_so(published):
    published.put(document(1, "muster-other"))
    version = published.put(document(2, "muster-other"))

    assert published.published("muster-other").default_version == "1"

    published.make_default("muster-other", version)
    assert published.published("muster-other").default_version == version
    assert published.published("muster-other", version).status == "Active"


def test_a_document_that_is_not_there_is_none(published):
    assert published.published("muster-nothing") is None


def test_the_text_of_each_version_is_as_it_was_put(published):
    first = published.put(document(1, "muster-texts"))
    second = published.put(document(2, "muster-texts"))

    assert published.text("muster-texts") == document(1).text
    assert published.text("muster-texts", first) == document(1).text
    assert published.text("muster-texts", second) == document(2).text
    assert published.text("muster-texts", "7") == published.text("muster-none") == ""
    assert published.published("muster-texts", second).label == document(2).label


def test_all_documents_of_the_account_are_named_and_one_can_be_taken_away(published):
    for number in range(55):
        published.put(document(number + 1, f"muster-many-{number:02d}"))

    names = [name for name in published.names() if name.startswith("muster-many-")]
    assert names == [f"muster-many-{number:02d}" for number in range(55)]

    published.delete("muster-many-07")
    published.delete("muster-many-07")
    assert "muster-many-07" not in published.names()
    assert published.published("muster-many-07") is None


def test_a_document_that_somebody_else_made_with_the_same_content_is_taken(embedded):
    made, service = embedded
    there = document(7, "muster-theirs")
    ssm = made.client("ssm", principal=OPERATOR, region=REGION)
    ssm.create_document(
        Name=there.name, Content=there.text, DocumentType="Automation", DocumentFormat="YAML"
    )

    assert service.documents.put(there) == "1"


def test_an_execution_is_started_once_for_each_token_and_looked_at_until_it_is_over(embedded):
    _, service = embedded
    service.documents.put(document(30, "muster-sleep"))

    first = service.automation.start("muster-sleep", {}, RandomIds().token())
    token = RandomIds().token()
    second = service.automation.start("muster-sleep", {"Nothing": [""]}, token)

    assert service.automation.start("muster-sleep", {}, token) == second != first
    assert not service.automation.look_at(first).is_over
    service.clock.sleep(60)
    found = service.automation.look_at(first)
    assert (found.is_over, found.succeeded, found.status) == (True, True, "Success")


def test_what_is_missing_is_said_to_be_missing(embedded):
    made, service = embedded
    elsewhere = Connection(made.session(OPERATOR, "eu-west-1"), service.clock)
    there = service_on(elsewhere, Settings(), RandomIds())

    with pytest.raises(MissingError, match="no document `muster-sleep` in eu-west-1"):
        there.automation.start("muster-sleep", {}, RandomIds().token())
    with pytest.raises(MissingError, match="no run table `muster` in eu-west-1"):
        there.table.item(KEY)
    with pytest.raises(MissingError, match="no execution"):
        service.automation.look_at(RandomIds().token())


@pytest.mark.parametrize("kind", ["fake", "embedded AWS"])
def test_a_foundation_is_laid_once(embedded, kind):
    _, service = embedded
    laid = FakeFoundation("run table muster") if kind == "fake" else service.foundation
    laid.lay()

    assert laid.lay() == ()


def test_the_caller_is_whom_the_credentials_stand_for(embedded):
    caller = embedded[1].identity.caller()

    assert (caller.arn, caller.account, caller.region) == (OPERATOR, ACCOUNT, REGION)


def test_a_profile_that_does_not_exist_is_said_so(monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))

    with pytest.raises(CredentialsError, match="prod"):
        open_session(Place("x", profile="prod"))


IN_A_TRANSACTION = {
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
}


def test_the_declared_iam_actions_are_those_of_the_calls(embedded):
    """A transaction needs the actions of its items, and none of its own (DynamoDB guide)."""
    made, service = embedded
    service.identity.caller()
    modules = (automation, documents, foundation, identity, run_table)
    declared = {action for module in modules for action in module.ACTIONS}

    ours = [entry for entry in made.journal if entry.principal.arn == OPERATOR]
    called = {entry.name for entry in ours} - {"dynamodb:TransactWriteItems"}

    assert called == declared - IN_A_TRANSACTION
