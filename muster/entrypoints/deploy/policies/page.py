"""The page of all roles: what each policy of the templates allows, and under which conditions."""

from collections.abc import Iterator, Mapping
from typing import Final

from muster.entrypoints.deploy.policies.catalogue import PEOPLE, ROLES, SPOKE, policy
from muster.entrypoints.deploy.policies.statement import Conditions, Statement

_HEAD: Final = """\
# Roles and policies

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

What `templates/cloudformation/hub.yaml` and `spoke.yaml` allow. The actions are those that the
code declares beside its calls ([permissions](permissions.md)); an action that no role's file gives
a resource stops the generation. Whole runs are replayed against these policies: every call is
allowed, and without any single action one is not, but for a list of exemptions with their reasons
(`tests/contract/test_policies_allow_what_is_done.py`). Why it is cut this way:
[security](../concepts/security.md).

`PARTITION`, `REGION` and `ACCOUNT` are the stack's own. A condition `Null … false` means that the
key has to be there.
"""

_TITLES: Final = {
    "automation": "What the runbooks run as",
    "launching": "What DRS does in their name, and commands on what it launched",
    "decision": "What alone may write decisions",
    "bot": "The Slack function, or the bot elsewhere",
    "consumer": "The function behind the queue of events",
    "reconciler": "The function that looks every minute",
    "publisher": "What publishes plans",
    "break_glass": "For the worst hour",
    "spoke": "What a target account allows the hub",
    "viewers": "To look on",
    "drillers": "To start drills and steer runs",
    "recoverers": "To start recoveries and steer runs",
    "approvers": "To decide at gates",
}


def text() -> str:
    """Return the page."""
    parts = (*_section("Roles of the hub", ROLES), *_people(), *_section("In a spoke", SPOKE))
    return "\n".join((_HEAD, *parts, ""))


def _section(title: str, holders: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| role | policies |\n| --- | --- |"
    for role, names in holders.items():
        linked = ", ".join(f"[{_title(name)}](#{_anchor(name)})" for name in names)
        yield f"| `{role}` | {linked or 'none: attach what your hook runbooks need'} |"
    yield ""
    for name in dict.fromkeys(name for names in holders.values() for name in names):
        if not (holders is SPOKE and name == "launching"):
            yield from _policy(name)


def _people() -> Iterator[str]:
    yield "## Policies for people\n"
    yield "Managed policies, to be attached to groups or permission sets.\n"
    for full, name in PEOPLE.items():
        yield from _policy(name, f"`{full}`: ")


def _policy(name: str, before: str = "") -> Iterator[str]:
    yield f"### {before}{_title(name)}\n" if before else f"### {_title(name)}\n"
    yield "| | actions | of | if |\n| --- | --- | --- | --- |"
    yield from (_row(statement) for statement in policy(name))
    yield ""


def _row(statement: Statement) -> str:
    actions = "<br>".join(f"`{action}`" for action in statement.actions)
    resources = "<br>".join(f"`{_plain(resource)}`" for resource in statement.resources)
    conditions = "<br>".join(_conditions(statement))
    return f"| {statement.sid} | {actions} | {resources} | {conditions} |"


def _conditions(statement: Statement) -> Iterator[str]:
    if statement.only_if:
        yield f"only with `{statement.only_if}`"
    yield from _worded(statement.conditions)
    for line in _worded(statement.optional):
        yield f"with `{statement.optional_if}`: {line}"


def _worded(conditions: Conditions) -> Iterator[str]:
    for operator, keys in conditions.items():
        for key, value in keys.items():
            wanted = value if isinstance(value, str) else ", ".join(value)
            yield f"`{operator}` `{_plain(key)}`: `{_plain(wanted)}`"


def _plain(value: str) -> str:
    for name, word in _WORDS.items():
        value = value.replace(name, word)
    return value


_WORDS: Final = {
    "${AWS::Partition}": "PARTITION",
    "${AWS::Region}": "REGION",
    "${AWS::AccountId}": "ACCOUNT",
    "!Ref ": "parameter ",
}


def _title(name: str) -> str:
    return _TITLES[name]


def _anchor(name: str) -> str:
    return _title(name).lower().replace(",", "").replace(" ", "-")
