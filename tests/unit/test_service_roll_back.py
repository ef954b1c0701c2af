"""Rolling a plan back: what is there is used again, and what is gone is refused in time."""

import pytest
from fakes.muster_service import RUN, fake_service, put_run
from fakes.publications import AAAA, BBBB, ENTRY, NEWER, OLD, WAVE, WHOLE

from muster.engine.keys import plan_current_key, plan_lock_key, plan_piece_key
from muster.engine.writes import delete
from muster.service.commands.publish import publish
from muster.service.commands.roll_back import roll_back
from muster.service.errors import PublishFailedError, RefusedError
from muster.service.keys import plans_key
from muster.service.reading.drift import drift
from muster.service.reading.releases import current_release, releases


@pytest.fixture
def service():
    """Two releases: AAAA, then BBBB with another wave."""
    made = fake_service()
    for publication in (WHOLE, NEWER):
        publish(made, publication, lay_foundation=False)
    return made


def test_an_earlier_release_becomes_a_new_one_with_the_versions_of_then(service):
    done = roll_back(service, "payments", 1)

    assert [str(change) for change in done.changes] == [
        f"default {WAVE.name}: changed",
        f"default {ENTRY.name}: same",
        "plan payments: changed",
    ]
    assert service.documents.defaults[WAVE.name] == "1"
    current = current_release(service.table, "payments")
    assert (current.number, current.back_to, current.hash) == (3, 1, AAAA)
    assert service.table.item(plans_key("payments"))["hash"] == AAAA
    assert drift(service, "payments") == ()


def test_rolling_back_again_to_the_same_release_changes_nothing(service):
    roll_back(service, "payments", 1)
    writes = len(service.table.written)

    done = roll_back(service, "payments", 1)

    assert {change.change for change in done.changes} == {"same"}
    assert len(service.table.written) == writes


def test_after_a_roll_back_the_later_release_can_be_gone_back_to(service):
    roll_back(service, "payments", 1)

    roll_back(service, "payments", 2)

    newest = releases(service.table, "payments")
    assert [(each.number, each.back_to) for each in newest] == [(4, 2), (3, 1), (2, 0), (1, 0)]
    assert newest[0].hash == BBBB


def test_a_roll_back_that_stopped_half_way_goes_on_when_repeated(service):
    service.documents.stubborn = WAVE.name
    with pytest.raises(PublishFailedError, match="does not run version 1"):
        roll_back(service, "payments", 1)
    assert service.table.item(plan_current_key("payments"))["release"] == 2

    service.documents.stubborn = ""
    roll_back(service, "payments", 1)

    assert service.table.item(plan_current_key("payments"))["hash"] == AAAA


def test_a_plan_with_an_active_run_is_not_rolled_back(service):
    put_run(service, state="running")
    service.table.put(plan_lock_key("payments"), run=RUN)

    with pytest.raises(RefusedError, match="is running"):
        roll_back(service, "payments", 1)


def test_a_release_that_never_was_is_refused_with_those_there_are(service):
    with pytest.raises(RefusedError, match="has no release 7; it has releases 1 to 2"):
        roll_back(service, "payments", 7)
    with pytest.raises(RefusedError, match="nothing of it is published"):
        roll_back(service, "billing", 1)


def test_a_release_of_which_something_is_gone_is_refused_before_anything_is_done(service):
    service.documents.delete(WAVE.name)
    service.table.write(delete(plan_piece_key("payments", AAAA, 0)))
    service.documents.calls.clear()

    with pytest.raises(RefusedError) as caught:
        roll_back(service, "payments", 1)

    assert caught.value.sentence == (
        "release 1 of plan `payments` is not whole: version 1 of document"
        f" `{WAVE.name}` is gone; its record is not in the run table"
    )
    assert service.documents.calls == []


def test_what_is_changed_past_muster_is_drift(service):
    assert drift(service, "payments") == ()

    service.documents.make_default(WAVE.name, "1")
    service.table.put(plan_piece_key("payments", BBBB, 0), text=OLD)

    assert drift(service, "payments") == (
        f"the record of version {BBBB[:12]} is not whole in the run table",
        f"document `{WAVE.name}` runs version 1, not 2, which was published",
    )


def test_a_document_that_is_gone_or_not_usable_or_another_is_drift(service):
    service.documents.delete(WAVE.name)
    service.documents.versions[ENTRY.name] = service.documents.versions["muster-decide"]

    assert drift(service, "payments") == (
        f"version 1 of document `{ENTRY.name}` has another text than published",
        f"document `{WAVE.name}` is gone",
    )
    service.documents.status = "Failed"
    assert drift(service, "payments")[0] == f"document `{ENTRY.name}` is Failed: what it says"


def test_a_plan_that_was_never_published_is_said_to_be_none(service):
    assert drift(service, "billing") == ("no release of plan `billing` is on record: publish it",)
