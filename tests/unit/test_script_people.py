"""Whom a script takes for a role: nobody but its sessions."""

import pytest

from ssm_documents.scripts.lib.people import is_role

GLASS = "arn:aws:iam::123456789012:role/duty/muster-break-glass"


@pytest.mark.parametrize(
    "principal", [GLASS, "arn:aws:sts::123456789012:assumed-role/muster-break-glass/nora"]
)
def test_a_role_and_its_sessions_are_the_role(principal):
    assert is_role(principal, GLASS)


@pytest.mark.parametrize(
    "principal",
    [
        "arn:aws:sts::210987654321:assumed-role/muster-break-glass/nora",
        "arn:aws:sts::123456789012:assumed-role/not-muster-break-glass/nora",
        "arn:aws:sts::123456789012:assumed-role/muster-break-glass-too/nora",
        "arn:aws:iam::123456789012:user/x:sts::123456789012:assumed-role/muster-break-glass/eve",
        "arn:aws:iam::123456789012:user/muster-break-glass",
        "",
    ],
)
def test_nobody_else_is_whatever_a_name_or_a_path_says(principal):
    assert not is_role(principal, GLASS)


def test_where_no_role_is_meant_nobody_is_it():
    assert not is_role("", "")
