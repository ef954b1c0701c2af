"""`muster plan diff`, `releases`, `rollback`, and what `publish` says of a change."""

import json
from pathlib import Path

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import fake_service

PLANS = Path(__file__).parents[2] / "templates" / "plans"
WEB = "muster-wave-payments.web"
SWITCH = "muster-wave-payments.switch-traffic"


@pytest.fixture
def workspace(tmp_path):
    """The plan and its people, to be changed."""
    for name in ("payments.yaml", "people.yaml"):
        (tmp_path / name).write_text((PLANS / name).read_text())
    return tmp_path


@pytest.fixture
def service():
    return fake_service()


@pytest.fixture
def cli(service, capsys, workspace):
    made = Cli(service, capsys)
    made("plan", "publish", str(workspace), "--pack")
    return made


def change(workspace, old, new, file="payments.yaml"):
    text = (workspace / file).read_text()
    assert old in text
    (workspace / file).write_text(text.replace(old, new))


def test_nothing_differs_right_after_publishing(cli, workspace):
    code, out, _ = cli("plan", "diff", str(workspace), "--pack")

    assert (code, out) == (0, "plan payments: as published (release 1, 2025-10-09 08:53:20 UTC)\n")


def test_a_changed_hook_is_the_first_thing_that_is_said(cli, workspace):
    change(workspace, "lambda: point-dns-at-recovery", "lambda: another")
    change(workspace, "priority: 1", "priority: 2")

    code, out, _ = cli("plan", "diff", str(workspace))

    assert code == 1
    lines = out.splitlines()
    assert lines[0].startswith("plan payments: differs from what is published (release 1")
    assert lines[1].startswith("  ~ hook of wave switch-traffic, run 1: ")
    assert "point-dns-at-recovery" in lines[1].partition(" → ")[0]
    assert lines[2] == "  ~ priority: 1 → 2"
    assert f"  ~ document {SWITCH}" in lines


def test_what_publish_replaces_is_said_before_it_is_done(cli, service, workspace):
    change(workspace, "lambda: point-dns-at-recovery", "lambda: another")
    change(workspace, "Alan", "Alina", "people.yaml")

    _, out, err = cli("plan", "publish", str(workspace))

    assert "  ~ hook of wave switch-traffic, run 1: " in err
    assert "  ~ people.approver.name: Alan" in err
    assert "plan" in out
    assert service.documents.defaults[SWITCH] == "2"


def test_a_plan_that_is_not_published_is_said_to_be_new(service, capsys, workspace):
    code, out, _ = Cli(service, capsys)("plan", "diff", str(workspace))

    assert code == 1
    assert out.startswith("plan payments: not published yet\n  + document muster-drill-payments\n")
    assert "  + people.operator.roles: " in out


def test_what_was_changed_past_muster_is_found_without_any_file(cli, service):
    assert cli("plan", "diff")[0] == 0
    service.documents.delete(WEB)

    code, out, _ = cli("plan", "diff")

    assert code == 1
    assert f"  ! document `{WEB}` is gone\n" in out


def test_where_nothing_is_published_there_is_nothing_to_differ(service, capsys):
    code, out, _ = Cli(service, capsys)("plan", "diff")

    assert (code, out) == (0, "nothing is published here\n")


def test_documents_can_be_compared_line_by_line(cli, workspace):
    change(workspace, "lambda: point-dns-at-recovery", "lambda: another")

    _, out, _ = cli("plan", "diff", str(workspace), "--text")

    assert f"--- published/{SWITCH}" in out
    assert any("point-dns-at-recovery" in line for line in out.splitlines() if line[0] == "-")


def test_a_comparison_as_json(cli, workspace):
    change(workspace, "priority: 1", "priority: 2")

    _, out, _ = cli("plan", "diff", str(workspace), "--json")

    found = json.loads(out)["plans"][0]
    assert found["release"]["number"] == 1
    assert found["differences"][0] == {"what": "priority", "before": "1", "after": "2"}


def test_a_roll_back_and_the_list_of_releases(cli, service, workspace):
    change(workspace, "lambda: point-dns-at-recovery", "lambda: another")
    cli("plan", "publish", str(workspace))

    code, out, err = cli("plan", "rollback", "payments", "1")

    assert code == 0
    assert err.startswith("rolling plan payments back to release 1 in the AWS of this test")
    rows = [line.split() for line in out.splitlines()]
    assert ["document", SWITCH, "changed", "1"] in rows
    assert rows[-1] == ["plan", "payments", "changed", "release", "3"]
    _, out, _ = cli("plan", "releases", "payments")
    assert [line.split()[0] for line in out.splitlines()] == ["RELEASE", "3", "2", "1"]
    assert out.splitlines()[1].endswith("current, back to 1")
    assert cli("plan", "diff")[0] == 0


def test_a_plan_without_a_release_has_no_list(cli):
    code, out, err = cli("plan", "releases", "billing")

    assert (code, out, err) == (1, "", "nothing of plan billing is published here\n")


def test_of_a_folder_only_what_belongs_here_is_published(service, capsys, workspace):
    text = (workspace / "payments.yaml").read_text()
    other = text.replace("plan: payments", "plan: billing").replace("us-west-2", "eu-west-1")
    (workspace / "billing.yaml").write_text(other.partition("groups:")[0] + CHECKPOINT)

    code, out, err = Cli(service, capsys)(
        "plan", "publish", str(workspace), "--region", "us-west-2"
    )

    assert code == 0, err
    assert "plan billing belongs into account 123456789012, eu-west-1: left out" in err
    assert "muster-drill-billing" not in out


CHECKPOINT = """\
waves:
  - wave: traffic
    run: [{lambda: point-dns, in: [recovery]}]
"""


def test_publishing_nothing_at_all_is_wrong_usage(cli, tmp_path_factory):
    assert cli("plan", "publish")[0] == 2
    assert cli("plan", "diff", "--pack")[0] == 2
    folder = tmp_path_factory.mktemp("people")
    (folder / "people.yaml").write_text((PLANS / "people.yaml").read_text())
    code, _, err = cli("plan", "publish", str(folder))
    assert (code, err.splitlines()[0]) == (1, "error: there is no plan in what was named")
