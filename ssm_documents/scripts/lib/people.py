"""The published people, as scripts read them."""

from typing import Any

from muster.engine.keys import people_key
from muster.engine.people import SLACK_GROUPS, is_known, members, person_behind, with_slack_groups
from ssm_documents.scripts.lib.here import Here, now

__all__ = ["is_known", "is_role", "load_people", "members", "person_behind"]


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
    role = role_arn.rpartition("/")[2]
    account = role_arn.split(":")[4] if role_arn.count(":") >= 5 else ""  # noqa: PLR2004 - ARN form
    session = f":sts::{account}:assumed-role/{role}/"
    return bool(role_arn) and (principal == role_arn or session in principal)
