"""The people of a plan become members of the demo's Slack, each one person through every door."""

import pytest
from fakes.small_plan import GATE, PLAN

from muster.embedded.slack.people import TEAM
from muster.entrypoints.channel.players import MOST, players_of
from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.material import PLAN as PAYMENTS
from muster.entrypoints.local.material import read_material
from muster.model.base import Mode
from muster.model.people import People, Person, Role, SlackIdentity
from muster.model.workspace import read_plan

ACCOUNT = "123456789012"


def players(plan, people):
    return players_of(cast_for(plan, Mode.DRILL, people, ACCOUNT), plan)


@pytest.fixture(scope="module")
def payments():
    material = read_material([PAYMENTS])
    return players(material.plans[0], material.people)


@pytest.fixture(scope="module")
def gated():
    return read_plan((PLAN + GATE).encode())


def test_who_starts_comes_first_then_who_is_asked(payments):
    names = [member.name for member in payments.workspace.people]

    assert names == ["Olivia Operator", "Alan Approver", "Nora Night"]
    assert payments.operator.name == "Olivia Operator"
    assert payments.approver.name == "Alan Approver"


def test_each_member_is_the_published_person(payments):
    for member in payments.workspace.people:
        person = payments.people.person_of_slack(TEAM, member.id)

        assert person.name == member.name
        assert person.iam != ()


def test_the_title_says_what_somebody_may_do(payments):
    titles = {member.handle: member.title for member in payments.workspace.people}

    assert titles == {
        "operator": "operator",
        "approver": "approver",
        "oncall": "operator and approver",
    }


def test_groups_are_user_groups(payments):
    groups = {group.handle: group.members for group in payments.workspace.groups}

    assert groups["dr-approvers"] == ("U0APPROVER", "U0ONCALL0")


def test_without_people_somebody_may_start_and_enough_may_approve(gated):
    made_up = players(gated, None)

    starts = made_up.people.person_of_slack(TEAM, made_up.operator.id)
    assert Role.DRILL_OPERATOR in starts.roles
    assert len([p for p in made_up.people.people if Role.APPROVER in p.roles]) == 2
    assert made_up.approver.name == "Stand in 1"


def test_nobody_approves_where_nobody_is_asked():
    assert players(read_plan(PLAN.encode()), None).approver is None


def test_of_many_people_those_who_are_needed_can_be_played(gated):
    crowd = tuple(
        Person(person=f"p{number}", roles=(Role.DRILL_OPERATOR, Role.APPROVER))
        for number in range(20)
    )
    people = People(people=crowd, groups={"@owners": ("p18", "p19")})

    shown = players(gated, people)

    handles = [member.handle for member in shown.workspace.people]
    assert len(handles) == MOST
    assert {"p18", "p19"} < set(handles)
    assert len([p for p in shown.people.people if p.slack]) == MOST
    assert len(shown.people.people) == 20


def test_two_with_the_same_slack_id_of_two_workspaces_are_told_apart(gated):
    twins = tuple(
        Person(
            person=name,
            roles=(Role.DRILL_OPERATOR, Role.APPROVER),
            slack=SlackIdentity(user="U0SAME000", team=team),
        )
        for name, team in (("one", "T0ONE0000"), ("two", "T0TWO0000"))
    )
    people = People(people=twins, groups={"@owners": ("one", "two")})

    shown = players(gated, people)

    assert len({member.id for member in shown.workspace.people}) == 2


def test_there_is_a_second_channel_to_work_from(payments):
    assert payments.workspace.channels == ("disaster-recovery", "incident-42")
