"""Withdrawing a plan: nobody can run it, what it did stays, and nothing of another plan goes."""

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import RUN, fake_service, put_run
from fakes.publications import ENTRY, WAVE, WHOLE, document

from muster.engine.keys import plan_lock_key
from muster.service.acting.published import current_hash
from muster.service.commands.publish import publish
from muster.service.commands.withdraw import withdraw
from muster.service.errors import AwsError, MissingError, PublishFailedError, RefusedError
from muster.service.keys import plans_key
from muster.service.reading.plans import published_plans
from muster.service.reading.releases import current_release, releases


@pytest.fixture
def service():
    made = fake_service()
    publish(made, WHOLE, lay_foundation=False)
    return made


def test_a_plan_that_is_withdrawn_can_neither_be_found_nor_started(service):
    done = withdraw(service, "payments")

    assert [str(change) for change in done.changes] == [
        "plan payments: withdrawn",
        f"document {ENTRY.name}: deleted",
        f"document {WAVE.name}: deleted",
    ]
    assert published_plans(service) == ()
    assert current_release(service.table, "payments") is None
    with pytest.raises(MissingError):
        current_hash(service.table, "payments")
    assert service.documents.names() == ("muster-decide",)


def test_its_releases_stay_and_the_next_publication_is_the_next_release(service):
    withdraw(service, "payments")

    publish(service, WHOLE, lay_foundation=False)

    assert [each.number for each in releases(service.table, "payments")] == [2, 1]
    assert current_release(service.table, "payments").number == 2


def test_nothing_of_a_plan_with_a_longer_name_goes(service):
    service.documents.put(document("muster-drill-payments-eu", "theirs"))
    service.documents.put(document("muster-wave-payments-eu.web", "theirs"))

    withdraw(service, "payments")

    assert "muster-drill-payments-eu" in service.documents.names()
    assert "muster-wave-payments-eu.web" in service.documents.names()


def test_a_plan_with_an_active_run_is_not_withdrawn(service):
    put_run(service, state="running")
    service.table.put(plan_lock_key("payments"), run=RUN)

    with pytest.raises(RefusedError, match="is running"):
        withdraw(service, "payments")

    assert service.table.item(plans_key("payments"))


def test_interrupted_it_says_what_was_done_and_goes_on_when_repeated(service):
    remove = service.documents.delete

    def fail(name):
        if name == WAVE.name:
            raise AwsError("it does not work", "try again")
        remove(name)

    service.documents.delete = fail
    with pytest.raises(PublishFailedError) as caught:
        withdraw(service, "payments")
    assert caught.value.done == ("plan payments: withdrawn", f"document {ENTRY.name}: deleted")

    service.documents.delete = remove
    withdraw(service, "payments")

    assert service.documents.names() == ("muster-decide",)


def test_a_plan_of_which_there_is_nothing_is_refused(service):
    with pytest.raises(RefusedError, match="there is no plan `billing`"):
        withdraw(service, "billing")


def test_at_the_command_line_it_wants_a_yes(service, capsys):
    cli = Cli(service, capsys)

    code, out, err = cli("plan", "withdraw", "payments")
    assert (code, out) == (2, "")
    assert "add `--yes`" in err

    code, out, err = cli("plan", "withdraw", "payments", "--yes")
    assert code == 0
    assert "2 documents go" in err
    assert out.splitlines()[0] == "plan payments: withdrawn"


@pytest.mark.parametrize("yes", [(), ("--yes",)])
def test_nobody_is_asked_to_confirm_what_will_be_refused(service, capsys, yes):
    cli = Cli(service, capsys)
    put_run(service, plan="payments")
    service.table.put(plan_lock_key("payments"), run=RUN)
    code, out, err = cli("plan", "withdraw", "payments", *yes)
    assert (code, out) == (1, "")
    assert "withdrawing" not in err

    code, out, err = cli("plan", "withdraw", "paymnets", *yes)
    assert (code, out) == (1, "")
    assert err.startswith("error: there is no plan `paymnets`")
