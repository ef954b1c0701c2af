"""Who plays whom: everybody acts as themselves, and nobody who is asked is missing."""

import pytest
from fakes.small_plan import GATE, PLAN

from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.material import PLAN as PAYMENTS
from muster.entrypoints.local.material import read_material
from muster.model.base import Mode
from muster.model.people import People, Person, Role
from muster.model.workspace import read_plan

ACCOUNT = "123456789012"


@pytest.fixture(scope="module")
def gated():
    return read_plan((PLAN + GATE).encode())


def person(name, *roles, iam=()):
    return Person(person=name, roles=roles, iam=iam)


def test_the_shipped_people_act_as_their_own_principals():
    material = read_material([PAYMENTS])

    cast = cast_for(material.plans[0], Mode.DRILL, material.people, ACCOUNT)

    assert cast.people == material.people
    assert cast.requester == f"arn:aws:iam::{ACCOUNT}:user/operator"
    assert cast.principals["approver"] == f"arn:aws:iam::{ACCOUNT}:user/approver"
    assert cast.called("approver") == "Alan Approver"
    assert cast.stand_ins == ()


def test_without_people_stand_ins_are_as_many_as_the_plan_counts(gated):
    cast = cast_for(gated, Mode.DRILL, None, ACCOUNT)

    assert cast.stand_ins == ("stand-in-1", "stand-in-2")
    assert cast.people.groups == {"@owners": ("stand-in-1", "stand-in-2")}
    starter = cast.people.person_of_iam(cast.requester)
    assert starter is not None
    assert starter.person not in cast.stand_ins


def test_a_plan_that_asks_nobody_needs_no_stand_ins():
    cast = cast_for(read_plan(PLAN.encode()), Mode.DRILL, None, ACCOUNT)

    assert cast.stand_ins == ()
    assert cast.requester == f"arn:aws:iam::{ACCOUNT}:user/operator"


def test_a_person_without_a_principal_gets_one(gated):
    people = People(people=(person("anna", Role.APPROVER),), groups={"@owners": ("anna",)})

    cast = cast_for(gated, Mode.DRILL, people, ACCOUNT)

    assert cast.principals == {"anna": f"arn:aws:iam::{ACCOUNT}:user/anna"}


def test_a_known_group_gets_no_stand_ins_even_if_it_is_too_small(gated):
    people = People(people=(person("anna", Role.APPROVER),), groups={"@owners": ("anna",)})

    assert cast_for(gated, Mode.DRILL, people, ACCOUNT).stand_ins == ()


def test_who_is_needed_to_approve_does_not_start_the_run_if_another_can(gated):
    able = (person("anna", Role.DRILL_OPERATOR), person("ben", Role.DRILL_OPERATOR))
    people = People(people=able, groups={"@owners": ("anna",)})

    cast = cast_for(gated, Mode.DRILL, people, ACCOUNT)

    assert cast.requester.endswith("user/ben")


def test_a_recovery_is_started_by_who_may_start_recoveries(gated):
    able = (person("anna", Role.DRILL_OPERATOR), person("ben", Role.RECOVERY_OPERATOR))
    people = People(people=able, groups={"@owners": ("anna",)})

    assert cast_for(gated, Mode.RECOVERY, people, ACCOUNT).requester.endswith("user/ben")
