"""The published people file: who is behind a principal, who belongs to a group. Fails closed."""

from collections.abc import Mapping
from typing import Any

from muster.engine.keys import people_key
from ssm_documents.scripts.lib.here import Here


def load_people(here: Here) -> dict[str, Any]:
    """The published people: `people` (a list) and `groups` (name to person ids)."""
    return here.table.get(people_key())


def person_behind(people: Mapping[str, Any], principal: str) -> str:
    """The person id of an IAM or STS principal; the ARN itself if the people file has none."""
    known = people.get("people") or ()
    found = {str(entry["person"]) for entry in known if principal in (entry.get("iam") or ())}
    return found.pop() if len(found) == 1 else principal


def members(people: Mapping[str, Any], asked: str) -> list[str]:
    """Who may decide when `asked` is asked: the group's people, or the one person named."""
    groups = people.get("groups") or {}
    known = {str(entry["person"]) for entry in people.get("people") or ()}
    named = groups[asked] if asked in groups else [asked.removeprefix("@")]
    return [person for person in dict.fromkeys(named) if person in known]


def is_role(principal: str, role_arn: str) -> bool:
    """Whether the principal is the role, or a session of it."""
    role = role_arn.rpartition("/")[2]
    account = role_arn.split(":")[4] if role_arn.count(":") >= 5 else ""  # noqa: PLR2004 - ARN form
    session = f":sts::{account}:assumed-role/{role}/"
    return bool(role_arn) and (principal == role_arn or session in principal)
