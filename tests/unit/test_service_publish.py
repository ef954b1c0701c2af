"""Publishing: adds first, changes last, refuses in time, and can be repeated."""

from dataclasses import replace

import pytest
from fakes.muster_service import RUN, fake_service, put_run
from fakes.publications import (
    AAAA,
    BBBB,
    ENTRY,
    NEWER,
    NEWER_WAVE,
    PACK,
    WAVE,
    WHOLE,
    document,
    release,
)

from muster.engine.keys import people_key, plan_current_key, plan_lock_key
from muster.service.commands.publication import Publication
from muster.service.commands.publish import publish
from muster.service.errors import PublishFailedError, RefusedError
from muster.service.keys import plan_release_key, plans_key


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
        "people 1 person": "made",
    }
    assert service.table.item(plans_key("payments"))["priority"] == 1
    current = service.table.item(plan_current_key("payments"))
    assert (current["hash"], current["release"]) == (AAAA, 1)
    kept = service.table.item(plan_release_key("payments", 1))
    assert kept["by"] == "arn:aws:iam::123456789012:user/operator"
    assert kept["documents"][1] == {"name": WAVE.name, "version": "1", "digest": WAVE.digest}
    assert service.table.item(people_key())["people"] == [{"person": "anna"}]


def test_publishing_the_same_again_changes_nothing(service):
    published(service)
    writes = len(service.table.written)

    changes = published(service)

    assert set(changes.values()) == {"same"}
    assert service.table.written[writes:] == []


def test_a_changed_wave_gets_a_new_version_that_becomes_the_default(service):
    published(service)

    changes = published(service, NEWER)

    assert changes["document muster-wave-payments.web"] == "changed"
    assert changes["default muster-wave-payments.web"] == "changed"
    assert changes["document muster-drill-payments"] == "same"
    assert service.documents.defaults[WAVE.name] == "2"
    current = service.table.item(plan_current_key("payments"))
    assert (current["hash"], current["release"]) == (BBBB, 2)


def test_an_older_version_can_be_published_again(service):
    published(service)
    published(service, NEWER)

    published(service)

    assert service.documents.defaults[WAVE.name] == "1"
    current = service.table.item(plan_current_key("payments"))
    assert (current["hash"], current["release"]) == (AAAA, 3)


def test_new_scripts_in_the_documents_of_an_unchanged_plan_are_a_release_too(service):
    published(service)

    published(service, Publication((replace(release(), documents=(ENTRY, NEWER_WAVE)),)))

    current = service.table.item(plan_current_key("payments"))
    assert (current["hash"], current["release"]) == (AAAA, 2)


def test_of_two_who_publish_at_the_same_time_one_is_told(service):
    published(service)
    write = service.table.write

    def write_after_another(*writes):
        if writes[0].key == plan_release_key("payments", 2):
            service.table.put(writes[0].key, number=2, hash="cccc")
        return write(*writes)

    service.table.write = write_after_another
    with pytest.raises(PublishFailedError, match="somebody else made release 2"):
        published(service, NEWER)


def test_no_default_changes_before_every_document_is_there(service):
    published(service)
    service.documents.calls.clear()

    published(service, replace(NEWER, pack=(document(PACK.name, "decide otherwise"),)))

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
        published(service, NEWER)

    assert service.table.item(plan_current_key("payments"))["hash"] == AAAA


def test_a_plan_with_an_active_run_is_refused_before_anything_is_done(service):
    put_run(service, state="running")
    service.table.put(plan_lock_key("payments"), run=RUN)

    with pytest.raises(RefusedError, match=f"run {RUN} of plan `payments` is running"):
        published(service)

    assert service.documents.calls == []


def test_a_run_that_begins_meanwhile_stops_the_publication_before_any_default(service):
    published(service)
    service.documents.calls.clear()
    put = service.documents.put

    def put_while_a_run_begins(document):
        put_run(service, state="running")
        service.table.put(plan_lock_key("payments"), run=RUN)
        return put(document)

    service.documents.put = put_while_a_run_begins
    with pytest.raises(PublishFailedError, match="is running"):
        published(service, NEWER)

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


def test_documents_that_would_not_fit_are_refused_before_anything_is_done(service):
    service.documents.foreign = tuple(f"theirs-{number}" for number in range(498))

    with pytest.raises(RefusedError, match="3 documents are new, 498 of 500 are in use"):
        published(service)

    assert service.documents.calls == []
    assert published(service, replace(WHOLE, room=501))["plan payments"] == "made"


def test_documents_of_waves_that_are_gone_stay_until_they_are_pruned(service):
    published(service)
    smaller = Publication((replace(release("{}"), documents=(ENTRY,)),))

    published(service, smaller)
    assert WAVE.name in service.documents.names()
    service.documents.put(document("muster-wave-payments-eu.web", "of another plan"))
    changes = published(service, replace(smaller, prune=True))

    assert changes[f"document {WAVE.name}"] == "deleted"
    assert service.documents.names() == (
        "muster-decide",
        ENTRY.name,
        "muster-wave-payments-eu.web",
    )
