"""Publishing: adds first, changes last, refuses in time, and can be repeated."""

from dataclasses import replace

import pytest
from fakes.muster_service import RUN, fake_service, put_run

from muster.engine.keys import people_key, plan_lock_key, plan_piece_key
from muster.engine.writes import absent, put
from muster.service.commands.publication import Publication, Release
from muster.service.commands.publish import publish
from muster.service.errors import PublishFailedError, RefusedError
from muster.service.keys import plan_current_key, plan_version_key, plans_key
from muster.service.values import Document

ENTRY = Document("muster-drill-payments", "entry", "e1")
WAVE = Document("muster-wave-payments.web", "wave", "w1")
PACK = Document("muster-decide", "decide", "d1")
PEOPLE = {"people": [{"person": "anna"}], "groups": {}}


def release(digest="aaaa", *, wave=WAVE):
    record = (put(plan_piece_key("payments", digest, 0), {"text": "{}"}, absent("pk")),)
    return Release(
        plan="payments",
        hash=digest,
        description="Card payments",
        owner="@oncall",
        priority=1,
        account="123456789012",
        region="us-west-2",
        documents=(ENTRY, wave),
        record=record,
    )


WHOLE = Publication((release(),), pack=(PACK,), people=PEOPLE)


@pytest.fixture
def service():
    return fake_service()


def published(service, publication=WHOLE, *, lay_foundation=False):
    done = publish(service, publication, lay_foundation=lay_foundation)
    return {f"{change.kind} {change.name}": change.change for change in done.changes}


def test_the_first_publication_makes_everything_and_lists_the_plan(service):
    changes = published(service)

    assert changes == {
        "scripts 0 texts": "same",
        "plan record payments": "made",
        "document muster-decide": "made",
        "document muster-wave-payments.web": "made",
        "document muster-drill-payments": "made",
        "default muster-decide": "same",
        "default muster-wave-payments.web": "same",
        "default muster-drill-payments": "same",
        "plan payments": "made",
        "people 1 persons": "made",
    }
    assert service.table.item(plans_key("payments"))["priority"] == 1
    assert service.table.item(plan_current_key("payments"))["hash"] == "aaaa"
    version = service.table.item(plan_version_key("payments", "aaaa"))
    assert version["by"] == "arn:aws:iam::123456789012:user/operator"
    assert version["documents"][1]["version"] == "1"
    assert service.table.item(people_key())["people"] == [{"person": "anna"}]


def test_publishing_the_same_again_changes_nothing(service):
    published(service)
    writes = len(service.table.written)

    changes = published(service)

    assert set(changes.values()) == {"same"}
    assert service.table.written[writes:] == [plan_current_key("payments"), plans_key("payments")]


def test_a_changed_wave_gets_a_new_version_that_becomes_the_default(service):
    published(service)
    newer = Publication((release("bbbb", wave=replace(WAVE, digest="w2")),))

    changes = published(service, newer)

    assert changes["document muster-wave-payments.web"] == "changed"
    assert changes["default muster-wave-payments.web"] == "changed"
    assert changes["document muster-drill-payments"] == "same"
    assert service.documents.defaults[WAVE.name] == "2"
    assert service.table.item(plan_current_key("payments"))["hash"] == "bbbb"


def test_an_older_version_can_be_published_again(service):
    published(service)
    published(service, Publication((release("bbbb", wave=replace(WAVE, digest="w2")),)))

    published(service)

    assert service.documents.defaults[WAVE.name] == "1"
    assert service.table.item(plan_current_key("payments"))["hash"] == "aaaa"


def test_no_default_changes_before_every_document_is_there(service):
    published(service)
    newer = release("bbbb", wave=replace(WAVE, digest="w2"))
    service.documents.calls.clear()

    published(service, Publication((newer,), pack=(replace(PACK, digest="d2"),)))

    kinds = [call[0] for call in service.documents.calls]
    assert kinds == ["put"] * 3 + ["make_default"] * 2


def test_a_publication_that_fails_half_way_names_what_was_done_and_can_be_repeated(service):
    service.documents.breaks_at = ENTRY.name

    with pytest.raises(PublishFailedError) as caught:
        published(service)

    assert caught.value.done[-1] == "document muster-wave-payments.web: made"
    assert caught.value.hint == "delete some"
    assert plans_key("payments") not in service.table.content
    service.documents.breaks_at = ""
    assert published(service)["plan payments"] == "made"


def test_a_version_that_systems_manager_is_still_making_is_waited_for(service):
    service.documents.slow = 5

    published(service)

    assert service.clock.slept == [1, 1, 1, 1, 1]


def test_a_version_that_systems_manager_cannot_make_stops_the_publication(service):
    service.documents.status = "Failed"

    with pytest.raises(PublishFailedError, match="is Failed: what it says"):
        published(service)


def test_a_default_that_does_not_change_stops_the_publication(service):
    published(service)
    service.documents.stubborn = WAVE.name

    with pytest.raises(PublishFailedError, match="does not run version 2"):
        published(service, Publication((release("bbbb", wave=replace(WAVE, digest="w2")),)))

    assert service.table.item(plan_current_key("payments"))["hash"] == "aaaa"


def test_a_plan_with_an_active_run_is_refused_before_anything_is_done(service):
    put_run(service, state="running")
    service.table.put(plan_lock_key("payments"), run=RUN)

    with pytest.raises(RefusedError, match=f"run {RUN} of plan `payments` is running"):
        published(service)

    assert service.documents.calls == []


def test_a_run_that_begins_meanwhile_stops_the_publication_before_any_default(service):
    published(service)
    newer = Publication((release("bbbb", wave=replace(WAVE, digest="w2")),))
    service.documents.calls.clear()
    put = service.documents.put

    def put_while_a_run_begins(document):
        put_run(service, state="running")
        service.table.put(plan_lock_key("payments"), run=RUN)
        return put(document)

    service.documents.put = put_while_a_run_begins
    with pytest.raises(PublishFailedError, match="is running"):
        published(service, newer)

    assert [call[0] for call in service.documents.calls] == ["put", "put"]


def test_a_lock_that_an_ended_run_left_does_not_matter(service):
    put_run(service, state="succeeded")
    service.table.put(plan_lock_key("payments"), run=RUN)

    assert published(service)["plan payments"] == "made"


def test_credentials_of_another_account_or_region_are_refused(service):
    service.identity.move_to("999999999999", "eu-west-1")

    with pytest.raises(RefusedError) as caught:
        published(service)

    assert caught.value.sentence == (
        "plan `payments` belongs into account 123456789012, us-west-2;"
        " these credentials lead to 999999999999, eu-west-1"
    )
    assert service.foundation.laid == 0


def test_the_foundation_is_laid_only_where_nobody_deploys(service):
    published(service)
    assert service.foundation.laid == 0

    changes = published(service, lay_foundation=True)

    assert changes["foundation run table muster"] == "made"


def test_a_missing_pack_is_noticed(service):
    without = publish(service, replace(WHOLE, pack=()), lay_foundation=False)
    with_it = publish(service, WHOLE, lay_foundation=False)

    assert (without.pack_missing, with_it.pack_missing) == (True, False)


def test_people_stay_unless_a_people_file_is_published(service):
    published(service)

    published(service, replace(WHOLE, people=None))

    assert service.table.item(people_key())["people"] == [{"person": "anna"}]
