"""The published people, as scripts read them."""

import re
from typing import Any

from muster.engine.keys import people_key
from muster.engine.people import SLACK_GROUPS, is_known, members, person_behind, with_slack_groups
from ssm_documents.scripts.lib.here import Here, now

__all__ = ["is_known", "is_role", "load_people", "members", "person_behind"]


_ROLE = re.compile(r"arn:[a-z-]+:iam::([0-9]{12}):role/(?:.*/)?([^/]+)")
_SESSION = re.compile(r"arn:[a-z-]+:sts::([0-9]{12}):assumed-role/([^/]+)/[^/]+")
"""Account and name of a role, and of a session of it, which does not show the role's path (IAM user
guide, "IAM identifiers"). Paths of users hold nearly anything: nothing is searched for within."""


def load_people(here: Here) -> dict[str, Any]:
    """The published people: `people` (a list) and `groups` (name to person ids).

    Groups hold who belongs to the Slack user groups that the file names.
    """
    people = here.table.get(people_key())
    if not people.get("slack_groups"):
        return people
    return with_slack_groups(people, here.table.query(SLACK_GROUPS), now())


def is_role(principal: str, role_arn: str) -> bool:
    """Whether the principal is the role, or a session of it."""
    session = _SESSION.fullmatch(principal)
    role = _ROLE.fullmatch(role_arn)
    same = session and role and session.groups() == role.groups()
    return bool(role_arn) and (principal == role_arn or bool(same))
