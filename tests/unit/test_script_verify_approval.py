"""Whom SSM names as the decider; a comment is never taken for a name."""

import json

import pytest

from ssm_documents.scripts.lib.people import is_role, person_behind
from ssm_documents.scripts.verify_approval import _principals

GLASS = "arn:aws:sts::123456789012:assumed-role/muster-break-glass/nora"
ROLE = "arn:aws:iam::123456789012:role/muster-break-glass"


def test_the_principal_of_a_decision_is_found_whatever_its_key_is_called():
    assert _principals(json.dumps({"Approver": GLASS, "Decision": "Approve"})) == [GLASS]
    assert _principals(json.dumps({"User": GLASS})) == [GLASS]


@pytest.mark.parametrize("comment", [GLASS, f"x {GLASS}", f'"}}, {{"Approver": "{GLASS}"'])
def test_what_people_write_is_never_taken_for_who_they_are(comment):
    said = {"Approver": "arn:aws:sts::123456789012:assumed-role/muster-decision/x"}

    found = _principals(json.dumps({**said, "Comment": comment}))

    assert found == list(said.values())


@pytest.mark.parametrize("text", ["", "not json", "[]", "null", f'"{GLASS}"'])
def test_what_cannot_be_read_names_nobody(text):
    assert _principals(text) == []


@pytest.mark.parametrize(
    ("principal", "is_it"),
    [
        (GLASS, True),
        (ROLE, True),
        (GLASS.replace("123456789012", "999999999999"), False),
        (GLASS.replace("muster-break-glass", "muster-break-glass-2"), False),
        ("arn:aws:iam::123456789012:user/muster-break-glass", False),
    ],
)
def test_a_role_is_its_own_sessions_and_nothing_else(principal, is_it):
    assert is_role(principal, ROLE) == is_it


def test_a_principal_that_two_people_claim_is_neither():
    people = {"people": [{"person": "a", "iam": [GLASS]}, {"person": "b", "iam": [GLASS]}]}

    assert person_behind(people, GLASS) == GLASS
