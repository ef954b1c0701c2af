"""A folder of plans, groups and people is one workspace."""

from pathlib import Path

import pytest

import templates
from muster.model import limits
from muster.model.errors import PlanRefusedError
from muster.model.workspace import check, load_people, load_plan, load_workspace, read_plan

STARTERS = Path(templates.__path__[0]) / "plans"
PLAN = """\
plan: {name}
target: {{region: us-west-2, account: "123456789012"}}
objectives: {{rto: 45m, rpo: 5m}}
waves: [{{wave: databases, groups: [databases]}}]
"""
GROUPS = "groups: {databases: {tags: {Role: DBServer}}, web: {tags: {Role: WebServer}}}\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "payments.yaml").write_text(PLAN.format(name="payments"))
    (tmp_path / "groups.yaml").write_text(GROUPS)
    return tmp_path


def codes(raises):
    return [problem.code for problem in raises.value.problems]


def test_a_plan_takes_from_its_folder_the_groups_that_it_uses(folder):
    plan = load_plan(folder / "payments.yaml")

    assert list(plan.groups) == ["databases"]


def test_two_plans_may_share_a_group(folder):
    (folder / "orders.yml").write_text(PLAN.format(name="orders"))

    assert sorted(load_workspace(folder).plans) == ["orders", "payments"]


def test_a_plan_alone_does_not_know_the_groups_of_others():
    with pytest.raises(PlanRefusedError) as refused:
        read_plan(PLAN.format(name="payments").encode())

    assert codes(refused) == ["P043"]


def test_a_mistake_in_another_plan_does_not_stop_this_one(folder):
    (folder / "orders.yaml").write_text("plan: orders\nwaves: []\n")

    assert load_plan(folder / "payments.yaml").plan == "payments"
    with pytest.raises(PlanRefusedError):
        load_workspace(folder)


def test_a_mistake_in_the_shared_groups_stops_every_plan(folder):
    (folder / "groups.yaml").write_text(GROUPS.replace("tags", "tagz"))

    with pytest.raises(PlanRefusedError) as refused:
        load_plan(folder / "payments.yaml")

    assert {problem.file for problem in refused.value.problems} == {str(folder / "groups.yaml")}


def test_a_conflict_with_another_plan_is_told_about_the_plan_that_is_loaded(folder):
    own = PLAN.format(name="archive").replace(
        "waves:", "groups: {mine: {tags: {Role: DBServer, Site: east}}}\nwaves:"
    )
    (folder / "archive.yaml").write_text(own.replace("[databases]", "[mine]"))

    with pytest.raises(PlanRefusedError) as refused:
        load_plan(folder / "archive.yaml")

    assert codes(refused) == ["P046"]


def test_groups_of_plans_for_different_regions_never_meet(folder):
    own = PLAN.format(name="archive").replace("us-west-2", "eu-west-1")
    own = own.replace("waves:", "groups: {mine: {tags: {Role: DBServer}}}\nwaves:")
    (folder / "archive.yaml").write_text(own.replace("[databases]", "[mine]"))

    assert load_plan(folder / "archive.yaml").plan == "archive"


def test_unrelated_yaml_beside_a_plan_does_not_matter_to_it(folder):
    (folder / "values.yaml").write_text("replicas: 3\n")
    (folder / "broken.yaml").write_bytes(b"\xff")

    assert load_plan(folder / "payments.yaml").plan == "payments"


def test_an_approval_must_be_possible_with_the_people_of_the_folder(folder):
    plan = PLAN.format(name="payments") + 'approval: {in: [recovery], from: "@dr", count: 3}\n'
    (folder / "payments.yaml").write_text(plan)
    (folder / "people.yaml").write_text('people: [{person: anna}]\ngroups: {"@dr": [anna]}\n')

    with pytest.raises(PlanRefusedError) as refused:
        load_plan(folder / "payments.yaml")

    assert codes(refused) == ["P054"]


def test_a_folder_of_too_many_files_is_refused_unread(tmp_path):
    for number in range(limits.FILES_PER_WORKSPACE + 1):
        (tmp_path / f"{number}.yaml").touch()

    assert [problem.code for problem in check([tmp_path]).problems] == ["P002"]


@pytest.mark.parametrize("path", [".", "nowhere.yaml", "nul\0byte.yaml"])
def test_a_path_that_is_no_file_is_a_problem_not_an_exception(path, tmp_path):
    with pytest.raises(PlanRefusedError) as refused:
        load_plan(tmp_path / path)

    assert codes(refused) == ["P001"]


def test_a_folder_where_a_plan_is_meant_is_told_as_one(folder):
    with pytest.raises(PlanRefusedError) as refused:
        load_plan(folder)

    [problem] = refused.value.problems
    assert (problem.message, problem.hint) == ("this is a folder", "name one file in it")


def test_a_groups_file_is_not_a_plan(folder):
    with pytest.raises(PlanRefusedError) as refused:
        load_plan(folder / "groups.yaml")

    assert codes(refused) == ["P012"]


def test_a_plan_is_not_a_people_file(folder):
    with pytest.raises(PlanRefusedError) as refused:
        load_people(folder / "groups.yaml")

    assert codes(refused) == ["P012"]


def test_a_folder_that_may_not_be_read_is_a_problem(folder, monkeypatch):
    def refuse(_self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)

    assert [problem.message for problem in check([folder]).problems] == [
        "the folder cannot be read: permission denied"
    ]


def test_a_file_that_may_not_be_read_is_a_problem(folder, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    assert [problem.message for problem in check([folder / "groups.yaml"]).problems] == [
        "the file cannot be read: permission denied"
    ]


def test_the_starter_plans_are_without_a_mistake():
    workspace = load_workspace(STARTERS)

    assert list(workspace.plans) == ["payments"]
    assert check([STARTERS]).problems == ()


def test_the_same_problem_is_told_once(folder):
    (folder / "payments.yaml").write_text("plan: payments\n")

    once = check([folder / "payments.yaml"]).problems

    assert check([folder, folder / "payments.yaml", folder / "payments.yaml"]).problems == once


class TestPeople:
    people = load_people(STARTERS / "people.yaml")

    def test_one_person_is_found_through_every_door(self):
        oncall = self.people.person("oncall")

        assert self.people.person_of_slack("T0MUSTER0", "U0ONCALL0") == oncall
        arn = "arn:aws:sts::123456789012:assumed-role/payments-oncall/nora@example.com"
        assert self.people.person_of_iam(arn) == oncall

    @pytest.mark.parametrize(
        "arn",
        [
            "",
            "*",
            "arn:aws:iam::123456789012:user/Operator",
            "arn:aws:iam::999999999999:user/operator",
            "arn:aws:sts::123456789012:assumed-role/payments-oncall/somebody-else",
            "arn:aws:sts::123456789012:assumed-role/payments-oncall",
        ],
    )
    def test_an_unknown_principal_is_nobody(self, arn):
        assert self.people.person_of_iam(arn) is None

    def test_a_member_of_another_slack_workspace_is_nobody(self):
        assert self.people.person_of_slack("T0FOREIGN", "U0OPERATOR") is None

    def test_an_unknown_group_has_no_members(self):
        assert self.people.members("@nobody") == ()
        assert [p.person for p in self.people.members("@dr-approvers")] == ["approver", "oncall"]
