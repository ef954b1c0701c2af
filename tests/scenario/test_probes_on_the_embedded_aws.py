"""`muster doctor --probe` on the embedded AWS: what is asked, what is seen, what is left behind."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.publications import release
from fakes.world_clock import WorldClock
from stage import OPERATOR, REGION, START, TEMPLATES

from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.world import World
from muster.engine.keys import plan_piece_key, spokes_key
from muster.engine.writes import put
from muster.entrypoints.cli.root import root
from muster.entrypoints.doctor.opened import Doctor, patient_on
from muster.entrypoints.doctor.probing import anonymous, bench_on, report
from muster.model.settings import Settings
from muster.service.doctor.probes import spokes
from muster.service.doctor.probes.gate_decisions import approver_of
from muster.service.doctor.probes.probing import PROBES, Observation, probe_all
from muster.service.keys import plans_key
from muster.wiring import service_on
from ssm_documents.validator import check_text

pytestmark = pytest.mark.slow
ROLE = "arn:aws:iam::123456789012:role/muster-automation"


@pytest.fixture
def world():
    inventory = load_inventory((TEMPLATES / "inventories" / "sample.yaml").read_text())
    with World(inventory, start=START, seed=0) as made:
        yield made


@pytest.fixture
def connection(world):
    return Connection(world.session(OPERATOR, REGION), WorldClock(world))


@pytest.fixture
def bench(connection):
    made = bench_on(connection, service_on(connection, Settings(), RandomIds()), Settings())
    made.service.foundation.lay()
    return made


def seen(bench):
    return {each.question: each.seen for each in probe_all(bench)}


def test_each_question_has_an_answer_of_the_embedded_aws(bench):
    found = seen(bench)

    assert len(found) == len(PROBES)
    answers = iter(found.values())
    assert next(answers).startswith("Python 3.")
    assert next(answers) == OPERATOR
    assert next(answers).startswith("`[*]` ")
    assert next(answers) in ("yes", "no: empty")
    assert next(answers).split("; ") == [
        "Cancel: Cancelled (Wait Cancelled, Slept Pending, Cancelled Success)",
        "Complete: Cancelled (Wait Cancelled, Slept Pending, Cancelled Pending)",
    ]
    assert next(answers)
    assert next(answers) == "yes"
    assert next(answers) == "Success (Loop Success, After Success, Pass Success)"
    assert json.loads(next(answers))["Approver"] == OPERATOR
    assert next(answers) == "no plan recovers in another account"
    assert "could not be tried" not in " ".join(found.values())


def test_no_document_is_left_behind(bench):
    before = bench.service.documents.names()

    seen(bench)

    assert bench.service.documents.names() == before


def test_a_probe_that_fails_says_so_and_the_others_go_on(bench, world):
    def refuse(entry):
        if entry.operation == "StopAutomationExecution":
            raise AwsError("AccessDeniedException", "you may not")

    world.front.before.append(refuse)
    before = bench.service.documents.names()

    answers = [each.seen for each in probe_all(bench)]

    refused = [answer for answer in answers if answer.startswith("could not be tried")]
    assert refused == [
        "could not be tried: these credentials may not ssm:StopAutomationExecution: you may not"
    ]
    assert bench.service.documents.names() == before


def test_the_report_is_a_table_without_numbers_of_accounts(capsys, connection, bench):
    patient = patient_on(
        connection, WorldClock, Settings(), stack="muster", slack_api="http://127.0.0.1:9/"
    )

    code = root.main(
        args=["doctor", "--probe"],
        prog_name="muster",
        standalone_mode=False,
        obj=Doctor(patient, bench),
    )

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0].startswith("### What AWS does: muster ")
    assert lines[0].endswith(", us-west-2, 2026-11-18")
    assert lines[2:4] == ["| question | open, because | seen |", "| --- | --- | --- |"]
    assert len(lines) == 4 + len(PROBES)
    assert "arn:aws:iam::<account>:user/…" in lines[5]


def test_each_account_that_a_plan_recovers_in_is_tried_as_the_automation_role(bench, world):
    target = {"account": "222222222222", "region": "us-east-2"}
    text = json.dumps({"plan": "far", "groups": {"db": {"target": target}}, "waves": []})
    far = replace(release(text), plan="far", documents=(), record=())
    table = bench.service.table
    table.write(put(plan_piece_key("far", far.hash, 0), {"text": text}))
    table.write(put(plans_key("far"), {"plan": "far", "hash": far.hash}))
    table.write(put(spokes_key(), {"external_id": "of-the-hub"}))

    told = spokes.probe(bench)

    (asked,) = (entry for entry in world.journal.of("sts:AssumeRole"))
    assert told == "222222222222: let in"
    assert asked.params["RoleArn"] == "arn:aws:iam::222222222222:role/muster-spoke"
    assert asked.params["ExternalId"] == "of-the-hub"
    assert "assumed-role/muster-automation" in asked.principal.arn


def test_what_would_break_a_table_or_tell_too_much_is_taken_out():
    seen = (
        "execution 7f3a1b2c-0000-4000-8000-000000000001 of"
        " arn:aws:sts::123456789012:assumed-role/admin/anna@example.com failed"
    )
    told = anonymous(Observation("a | b?", "c\nd", seen))

    assert report([told], "eu-west-1", "2026-11-20").splitlines()[-1] == (
        "| a \\| b? | c d | execution <execution> of arn:aws:sts::<account>:assumed-role/… failed |"
    )


def test_a_session_opens_the_gate_as_its_role():
    assert approver_of(OPERATOR) == OPERATOR
    assert approver_of("arn:aws-cn:sts::123456789012:assumed-role/admin/anna") == (
        "arn:aws-cn:iam::123456789012:role/admin"
    )


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "probes").glob("*.yaml")), ids=lambda p: p.stem
)
def test_the_documents_of_probes_are_sound_but_for_the_one_that_asks(path: Path):
    text = path.read_text().replace("SELECTOR", "$..Owner").replace("AUTOMATION_ROLE", ROLE)
    text = text.replace("APPROVER", OPERATOR)

    errors = [str(each) for each in check_text(text, path.name) if each.severity == "error"]

    assert bool(errors) is (path.stem == "dangling"), errors
