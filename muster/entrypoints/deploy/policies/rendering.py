"""Statements as a policy document of CloudFormation."""

from collections.abc import Iterable
from typing import Any, Final

from muster.entrypoints.deploy.policies.statement import Conditions, Statement

VERSION: Final = "2012-10-17"
_REF: Final = "!Ref "
NOTHING: Final = {"Ref": "AWS::NoValue"}


def document(statements: Iterable[Statement]) -> dict[str, Any]:
    """The policy of these statements, CloudFormation's functions in their long form."""
    return {"Version": VERSION, "Statement": [_guarded(statement) for statement in statements]}


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
