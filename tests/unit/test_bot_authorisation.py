"""Who may what: the whole table, spelled out once more, and nothing beyond it."""

import itertools

import pytest
from fakes.bot_stories import PEOPLE

from bot.authorisation import NotAllowedError, demand, may, read_people, whom_to_ask
from bot.words import WORDS, Verb
from muster.engine.states import Mode
from muster.model.people import People, Person, Role

LOOK = {"help", "plans", "plan", "servers", "status", "history", "whoami", "board"}
RUN = {"pause", "resume", "retry", "skip", "abort", "cancel", "restart"}
RUN |= {"take", "adopt", "relaunch", "override"}
DECIDE = {"approve", "reject"}
ALLOWED = {
    ("viewer", "drill"): LOOK,
    ("viewer", "recovery"): LOOK,
    ("drill-operator", "drill"): LOOK | RUN | {"drill", "cleanup"},
    ("drill-operator", "recovery"): LOOK,
    ("recovery-operator", "drill"): LOOK,
    ("recovery-operator", "recovery"): LOOK | RUN | {"recover"},
    ("approver", "drill"): LOOK | DECIDE,
    ("approver", "recovery"): LOOK | DECIDE,
    ("admin", "drill"): LOOK | RUN | {"drill", "cleanup"},
    ("admin", "recovery"): LOOK | RUN | {"recover"},
}


@pytest.mark.parametrize(("role", "mode", "verb"), list(itertools.product(Role, Mode, Verb)))
def test_a_role_may_exactly_what_the_table_says(role, mode, verb):
    person = Person(person="anna", roles=(role,))

    assert may(person, verb, mode) == (verb.value in ALLOWED[role.value, mode.value])


PLANS = {"every plan": True, "payments": True, "orders": False}
"""Where a role is given, and whether it is good for the plan `payments`."""


@pytest.mark.parametrize(
    ("role", "mode", "verb", "given_for"), list(itertools.product(Role, Mode, Verb, PLANS))
)
def test_a_role_for_a_plan_allows_the_same_there_and_nothing_elsewhere(role, mode, verb, given_for):
    given = {"roles": (role,)} if given_for == "every plan" else {"plans": {given_for: (role,)}}
    person = Person(person="anna", **given)

    allowed = verb.value in ALLOWED[role.value, mode.value] and PLANS[given_for]
    assert may(person, verb, mode, "payments") == allowed


@pytest.mark.parametrize("verb", Verb)
def test_whoever_has_no_role_may_nothing(verb):
    assert not any(may(Person(person="anna"), verb, mode) for mode in Mode)


def test_a_mode_that_is_none_is_nobodys():
    with pytest.raises(ValueError, match="sandbox"):
        may(Person(person="anna", roles=tuple(Role)), Verb.PAUSE, "sandbox")


def test_a_refusal_names_whom_to_ask():
    people = People.model_validate(PEOPLE)

    with pytest.raises(NotAllowedError) as refused:
        demand(people, people.person("approver"), Verb.PAUSE, "drill")

    assert (
        refused.value.sentence == "you may not pause in a drill: it takes the role drill-operator"
    )
    assert refused.value.hint == "ask Olivia Operator or Nora Night"


def test_a_refusal_names_a_few_of_many_and_nobody_of_none():
    crowd = [{"person": f"p{n}", "roles": ["admin"]} for n in range(9)]

    assert whom_to_ask(People(people=crowd), Verb.PAUSE, "drill") == (
        "ask p0, p1, p2, p3, p4 or 4 more"
    )
    alone = People(people=[{"person": "anna", "roles": ["viewer"]}])
    assert whom_to_ask(alone, Verb.PAUSE, "drill").startswith("nobody has that role")


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"people": []},
        {"people": "anna"},
        {"people": [{"person": "anna", "roles": ["god"]}]},
        {"people": [{"person": "anna"}], "more": 1},
    ],
)
def test_people_that_cannot_be_read_are_nobody(item):
    assert read_people(item) is None


def test_every_verb_can_be_typed_and_has_its_help():
    listed = [word.verb for word in WORDS]

    assert sorted(listed) == sorted(Verb)
    assert all(word.help and not word.help.endswith(".") for word in WORDS)
