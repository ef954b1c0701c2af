"""`muster doctor`: what is wrong with what was published, from plans to people, is said."""

import dataclasses
import json

from fakes.muster_service import RUN, put_run
from fakes.patient import TEXT, found, patient
from fakes.publications import OLD, PACK, WAVE, document, release

from muster.engine.keys import people_key, spokes_key
from muster.service.commands.publication import Publication
from muster.service.commands.publish import publish
from muster.service.doctor.finding import Finding, Verdict
from muster.service.errors import MissingError

PASS, WARN, FAIL, SKIP = Verdict


def published(change):
    made, _ = patient()
    change(made.service)
    return [each for each in found(made) if each.verdict is not PASS]


def test_a_document_that_drifted_is_said():
    said = published(lambda service: service.documents.delete(WAVE.name))

    assert [(each.check, each.verdict) for each in said] == [("plans", FAIL)]
    assert f"document `{WAVE.name}` is gone" in said[0].sentence


def test_a_plan_that_this_version_of_muster_would_compile_otherwise_is_said():
    made, _ = patient()
    other = dataclasses.replace(made, compiled=lambda _plan: (PACK,))

    (said,) = [each for each in found(other) if each.verdict is not PASS]

    assert (said.check, said.verdict) == ("plans", WARN)
    assert said.sentence == "the runbooks of payments are of another version of muster"


def test_a_plan_that_this_version_of_muster_cannot_read_is_said():
    def unreadable(service):
        publish(service, Publication((release(OLD),)), lay_foundation=False)

    (said,) = published(unreadable)

    assert (said.check, said.verdict) == ("plans", WARN)
    assert said.sentence == "plan payments cannot be read as it was published"


def test_a_pack_that_is_missing_or_of_another_version_is_said():
    said = published(lambda service: service.documents.delete(PACK.name))
    assert said == [
        Finding("runbooks of the verbs", FAIL, f"missing: {PACK.name}", said[0].fix),
    ]

    def another(service):
        service.documents.delete(PACK.name)
        service.documents.put(document(PACK.name, "of last year"))

    assert [(each.verdict, each.sentence) for each in published(another)] == [
        (WARN, f"of another version of muster: {PACK.name}")
    ]


def test_that_nobody_is_published_or_a_group_is_empty_is_said():
    said = published(lambda service: service.table.put(people_key(), people=[], groups={}))
    assert [(each.check, each.sentence) for each in said] == [("people", "nobody is published")]

    change = {"groups": {"@dr": [], "@it": ["operator"]}}
    said = published(lambda service: service.table.change(people_key(), **change))
    assert [(each.check, each.sentence) for each in said] == [("people", "nobody is in @dr")]


def test_a_run_without_a_driver_is_said():
    said = published(lambda service: put_run(service, RUN, heartbeat=0, since=0))

    assert [(each.check, each.verdict) for each in said] == [("run table", FAIL)]
    assert "muster run restart" in said[0].fix


def test_where_there_are_many_documents_it_is_said():
    names = tuple(f"theirs-{number}" for number in range(460))
    said = published(lambda service: setattr(service.documents, "foreign", names))

    assert [(each.check, each.verdict) for each in said] == [("quota of documents", WARN)]


def test_that_nothing_is_published_is_no_failure():
    def forget(service):
        service.table.content.clear()
        service.table.put(people_key(), people=[{"person": "a"}], groups={})

    assert [(each.check, each.verdict) for each in published(forget)] == [("plans", WARN)]


ELSEWHERE = {"account": "222222222222", "region": "us-east-2"}


def test_another_account_is_looked_for_an_external_id_and_left_to_the_probe():
    def recover_elsewhere(service):
        plan = json.loads(TEXT)
        plan["groups"]["db"]["target"] = ELSEWHERE
        record = release(json.dumps(plan))
        publish(service, Publication((record,)), lay_foundation=False)

    (said,) = published(recover_elsewhere)
    assert (said.check, said.verdict) == ("other accounts", FAIL)
    assert said.sentence == "plans recover in 222222222222; the hub knows no external id"

    def with_external_id(service):
        recover_elsewhere(service)
        service.table.put(spokes_key(), external_id="secret-no")

    (said,) = published(with_external_id)
    assert (said.check, said.verdict) == ("other accounts", SKIP)


def test_a_missing_run_table_is_said_once():
    made, _ = patient()

    def gone(*_, **__):
        raise MissingError("there is no run table `muster` in us-west-2", "publish")

    made.service.table.item = made.service.table.items = gone

    failed = [each for each in found(made) if each.verdict is FAIL]
    assert [(each.check, each.fix) for each in failed] == [
        ("run table", "deploy the hub: `muster deploy`")
    ]
