"""One person is one person by every door, and a group has the members that can be believed."""

import pytest

from muster.engine.people import BELIEVED, is_known, members, person_behind, with_slack_groups
from muster.model.people import People, Role

NOW = 1_760_000_000
SSO = "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Operators_0123456789abcdef/"
USER = "arn:aws:iam::123456789012:user/anna"
FILE = {
    "slack_team": "T0MUSTER0",
    "people": [
        {"person": "anna", "email": "Anna@example.com", "iam": [USER], "roles": ["approver"]},
        {"person": "ben", "slack": {"user": "U0BEN0000"}, "plans": {"payments": ["admin"]}},
        {"person": "cy"},
    ],
    "groups": {"@dr-approvers": ["anna"]},
    "slack_groups": {"@dr-approvers": "S0APPROVE", "@night-shift": "S0NIGHT00"},
}


def note(name, group, *people, at=NOW):
    return {"sk": name, "slack_group": group, "members": list(people), "at": at}


@pytest.mark.parametrize(
    ("principal", "person"),
    [
        (USER, "anna"),
        (SSO + "anna@example.com", "anna"),
        (SSO + "ANNA@EXAMPLE.COM", "anna"),
        (SSO + "mallory@example.com", SSO + "mallory@example.com"),
    ],
)
def test_a_person_is_known_by_the_principals_of_the_file_and_by_who_signed_in(principal, person):
    assert person_behind(FILE, principal) == person
    found = People.model_validate(FILE).person_of_iam(principal)
    assert (found.person if found else principal) == person


@pytest.mark.parametrize(
    "principal",
    [
        "arn:aws:sts::123456789012:assumed-role/Admins/anna@example.com",
        "arn:aws:sts::123456789012:assumed-role/Admins/x/AWSReservedSSO_y/anna@example.com",
        "arn:aws:iam::123456789012:user/anna@example.com",
        SSO + "anna@example.com/more",
        "anna@example.com",
        "",
    ],
)
def test_a_session_whose_name_somebody_chose_is_nobody(principal):
    assert person_behind(FILE, principal) == principal


def test_two_people_of_one_principal_are_neither():
    twice = {"people": [*FILE["people"], {"person": "dee", "iam": [SSO + "anna@example.com"]}]}

    assert person_behind(twice, SSO + "anna@example.com") == SSO + "anna@example.com"


def test_people_whom_slack_names_belong_to_the_group_beside_those_of_the_file():
    noted = [note("@dr-approvers", "S0APPROVE", "ben"), note("@night-shift", "S0NIGHT00", "cy")]
    found = with_slack_groups(FILE, noted, NOW)

    assert members(found, "@dr-approvers") == ["anna", "ben"]
    assert members(found, "@night-shift") == ["cy"]


@pytest.mark.parametrize(
    "noted",
    [
        note("@night-shift", "S0NIGHT00", "cy", at=NOW - BELIEVED - 1),
        note("@night-shift", "S0ANOTHER", "cy"),
        note("@owners", "S0NIGHT00", "cy"),
        note("@night-shift", "S0NIGHT00", "mallory"),
    ],
)
def test_an_old_note_another_group_and_strangers_are_not_believed(noted):
    assert members(with_slack_groups(FILE, [noted], NOW), "@night-shift") == []
    assert members(with_slack_groups(FILE, [noted], NOW), "@owners") == []


def test_a_single_person_may_be_asked_by_name_and_nobody_else():
    assert members(FILE, "@ben") == ["ben"]
    assert members(FILE, "@mallory") == []
    assert is_known(FILE, "cy")
    assert not is_known(FILE, USER)


def test_roles_for_one_plan_come_beside_those_for_all():
    ben = People.model_validate(FILE).person("ben")

    assert ben.roles_for("payments") == {Role.ADMIN}
    assert ben.roles_for("orders") == frozenset()
    assert ben.every_role == {Role.ADMIN}
