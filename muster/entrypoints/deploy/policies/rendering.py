"""Statements as the body of a policy: for CloudFormation, or with everything known."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from muster.entrypoints.deploy.policies.statement import Conditions, Statement

VERSION: Final = "2012-10-17"
_REF: Final = "!Ref "
NOTHING: Final = {"Ref": "AWS::NoValue"}
_NAME: Final = re.compile(r"\$\{([A-Za-z:]+)\}")


def for_stack(statements: Iterable[Statement]) -> list[Any]:
    """The statements with CloudFormation's functions in their long form."""
    return [_guarded(statement) for statement in statements]


def concrete(
    statements: Iterable[Statement], known: Mapping[str, str | list[str]], *, holding: Iterable[str]
) -> dict[str, Any]:
    """The policy once CloudFormation has put in what is `known`, with these conditions `holding`.

    Raises `KeyError` for what is not known.
    """
    true = frozenset(holding)
    kept = (each for each in statements if not each.only_if or each.only_if in true)
    found = [
        _resolved(_plain(each, with_optional=each.optional_if in true), known) for each in kept
    ]
    return {"Version": VERSION, "Statement": found}


def _guarded(statement: Statement) -> Any:
    body = _substituted(_plain(statement, with_optional=False))
    if statement.optional:
        more = _substituted(_plain(statement, with_optional=True)["Condition"])
        body["Condition"] = {"Fn::If": [statement.optional_if, more, NOTHING]}
    return {"Fn::If": [statement.only_if, body, NOTHING]} if statement.only_if else body


def _plain(statement: Statement, *, with_optional: bool) -> dict[str, Any]:
    body: dict[str, Any] = {
        "Sid": statement.sid,
        "Effect": "Allow",
        "Action": list(statement.actions),
        "Resource": list(statement.resources),
    }
    conditions = {**statement.conditions, **(statement.optional if with_optional else {})}
    return {**body, "Condition": _conditions(conditions)} if conditions else body


def _conditions(conditions: Conditions) -> dict[str, Any]:
    return {
        operator: {key: list(v) if isinstance(v, tuple) else v for key, v in keys.items()}
        for operator, keys in conditions.items()
    }


def _substituted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _substituted(entry) for key, entry in value.items()}
    if isinstance(value, list):
        lists = [entry for entry in value if str(entry).startswith(_REF)]
        return _substituted(lists[0]) if lists else [_substituted(entry) for entry in value]
    if value.startswith(_REF):
        return {"Ref": value.removeprefix(_REF)}
    return {"Fn::Sub": value} if "${" in value else value


def _resolved(value: Any, known: Mapping[str, str | list[str]]) -> Any:
    if isinstance(value, dict):
        return {key: _resolved(entry, known) for key, entry in value.items()}
    if isinstance(value, list):
        lists = [entry for entry in value if str(entry).startswith(_REF)]
        found = known[lists[0].removeprefix(_REF)] if lists else value
        return [_resolved(entry, known) for entry in found]
    return _NAME.sub(lambda match: str(known[match[1]]), value)
