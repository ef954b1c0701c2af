"""`muster plan publish`: what it prints, what it warns of, what it refuses."""

import json
from pathlib import Path

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import RUN, fake_service, put_run

from muster.engine.keys import plan_lock_key, plan_piece_key
from muster.model.plan import plan_hash
from muster.model.workspace import load_plan
from muster.service.values import Place

PLANS = Path(__file__).parents[2] / "templates" / "plans"
PLAN, PEOPLE = str(PLANS / "payments.yaml"), str(PLANS / "people.yaml")
HASH = plan_hash(load_plan(PLANS / "payments.yaml"))


@pytest.fixture
def fresh():
    return fake_service()


def test_the_whole_screen_of_a_first_publication(fresh, capsys):
    code, out, err = Cli(fresh, capsys)("plan", "publish", PLAN, "--people", PEOPLE)

    assert code == 0
    assert err == (
        "publishing into the AWS of this test: account 123456789012, us-west-2,"
        " as arn:aws:iam::123456789012:user/operator\n"
        "hint: the runbooks of the verbs are not there yet; publish them: add `--pack`\n"
    )
    rows = [line.split() for line in out.splitlines()]
    assert rows[0] == ["WHAT", "NAME", "CHANGE", "VERSION"]
    assert rows[1] == ["foundation", "run", "table", "muster", "made"]
    assert rows[2][0] == "scripts"
    assert rows[3:] == [
        ["plan", "record", "payments", "made", HASH[:12]],
        ["document", "muster-wave-payments.switch-traffic", "made", "1"],
        ["document", "muster-wave-payments.web", "made", "1"],
        ["document", "muster-wave-payments.applications", "made", "1"],
        ["document", "muster-wave-payments.databases", "made", "1"],
        ["document", "muster-recover-payments", "made", "1"],
        ["document", "muster-drill-payments", "made", "1"],
        ["plan", "payments", "made", "release", "1"],
        ["people", "3", "persons", "made"],
    ]


def test_what_register_will_read_is_the_plan_itself(fresh, capsys):
    Cli(fresh, capsys)("plan", "publish", PLAN)

    record = json.loads(fresh.table.item(plan_piece_key("payments", HASH, 0))["text"])
    assert [wave["wave"] for wave in record["waves"]] == [
        "databases",
        "applications",
        "web",
        "switch-traffic",
    ]


def test_publishing_without_people_says_that_nobody_can_approve(fresh, capsys):
    _, _, err = Cli(fresh, capsys)("plan", "publish", PLAN, "--pack")

    assert err.splitlines()[1:] == [
        "hint: nobody is published, so nobody can approve; add `--people FILE`"
    ]


def test_a_publication_as_json(fresh, capsys):
    _, out, _ = Cli(fresh, capsys)("plan", "publish", PLAN, "--json")

    answer = json.loads(out)
    assert answer["caller"]["account"] == "123456789012"
    assert answer["pack_missing"] is True
    assert {change["kind"] for change in answer["changes"]} >= {"document", "default", "plan"}


def test_a_publication_that_fails_half_way_says_what_was_done(fresh, capsys):
    fresh.documents.breaks_at = "muster-drill-payments"

    code, out, err = Cli(fresh, capsys)("plan", "publish", PLAN)

    assert (code, out) == (1, "")
    lines = err.splitlines()
    assert lines[1] == "done before it failed:"
    assert "document muster-recover-payments: made" in lines
    assert lines[-2:] == [
        "error: ssm:CreateDocument failed: Quota: too many",
        "hint: delete some",
    ]


def test_a_plan_with_an_active_run_is_not_published(fresh, capsys):
    put_run(fresh, state="deciding")
    fresh.table.put(plan_lock_key("payments"), run=RUN)

    code, out, err = Cli(fresh, capsys)("plan", "publish", PLAN)

    assert (code, out) == (1, "")
    assert err.endswith(
        f"error: run {RUN} of plan `payments` is deciding\n"
        "hint: publish when it has ended, or cancel it first\n"
    )


def test_a_plan_with_mistakes_is_refused_before_any_aws_is_looked_for(fresh, capsys, tmp_path):
    wrong = tmp_path / "plan.yaml"
    wrong.write_text("plan: payments\n")

    code, out, err = Cli(fresh, capsys)("plan", "publish", str(wrong))

    assert (code, out) == (1, "")
    assert "error[" in err
    assert fresh.documents.calls == []


def test_no_foundation_is_laid_in_a_real_account(fresh, capsys):
    Cli(fresh, capsys, Place("the AWS profile prod"))("plan", "publish", PLAN)

    assert fresh.foundation.laid == 0
