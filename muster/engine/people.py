"""Who is behind a principal, and who belongs to a group, by the published people. Fails closed."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

Published = Mapping[str, Any]
"""The people file as it lies in the run table: `people`, `groups`, `slack_groups`."""

SLACK_GROUPS = "GROUPS#"
"""The partition in which the bot notes who belongs to the Slack user groups of the people file."""

BELIEVED = 900
"""Seconds after which a note on a Slack user group is no longer believed."""

_SIGNED_IN = re.compile(r"arn:[a-z-]+:sts::[0-9]{12}:assumed-role/AWSReservedSSO_[^/]+/(.+)")
"""IAM Identity Center names a session after the user who signed in (User Guide, "Permission sets").

Nobody else can assume these roles. The session name of any other role is chosen by whoever assumes
it, so it stands for a person only where the people file lists the whole ARN.
"""


def person_behind(people: Published, principal: str) -> str:
    """The person of an IAM or STS principal; the ARN itself unless exactly one person fits."""
    signed_in = _SIGNED_IN.fullmatch(principal)
    address = signed_in[1].casefold() if signed_in else ""
    found = {
        str(entry["person"])
        for entry in people.get("people") or ()
        if principal in (entry.get("iam") or ())
        or (address and str(entry.get("email") or "").casefold() == address)
    }
    return found.pop() if len(found) == 1 else principal


def is_known(people: Published, person: str) -> bool:
    """Whether somebody of the file is meant, and not a bare principal."""
    return any(str(entry["person"]) == person for entry in people.get("people") or ())


def members(people: Published, asked: str) -> list[str]:
    """Who may decide when `asked` is asked: the group's people, or the one person named."""
    groups = people.get("groups") or {}
    named = groups[asked] if asked in groups else [asked.removeprefix("@")]
    return [person for person in dict.fromkeys(named) if is_known(people, person)]


def with_slack_groups(
    people: Published, noted: Iterable[Mapping[str, Any]], now: int
) -> dict[str, Any]:
    """The people with the members that Slack names, as far as the notes are young.

    A note about another user group than the one that the file names now is not believed.
    """
    wanted = people.get("slack_groups") or {}
    groups = {name: list(names) for name, names in (people.get("groups") or {}).items()}
    for name in wanted:
        groups.setdefault(name, [])
    for note in noted:
        name, is_young = str(note["sk"]), now - int(note.get("at") or 0) <= BELIEVED
        if is_young and wanted.get(name) == note.get("slack_group"):
            groups[name] += [str(each) for each in note.get("members") or ()]
    return {**people, "groups": groups}
