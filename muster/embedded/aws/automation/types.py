"""The static types of parameters, variables and outputs."""

from collections.abc import Mapping
from typing import Any

OUTPUT_TYPES = frozenset({"String", "StringList", "Integer", "Boolean", "StringMap", "MapList"})


def kind_of(declared: str) -> str:
    """The plain type behind a declared one: `AWS::…` is a String, `List<AWS::…>` a StringList."""
    if declared.startswith("List<"):
        return "StringList"
    return "String" if declared.startswith("AWS::") else declared


def fits(value: Any, declared: str) -> bool:
    """Whether `value` has the declared type as it stands; nothing is ever converted."""
    check = _CHECKS.get(kind_of(declared))
    return check is not None and check(value)


def empty(declared: str) -> Any:
    """What an output of this type holds when its selector finds nothing (unverified)."""
    return {"StringList": [], "MapList": [], "StringMap": {}}.get(kind_of(declared), "")


def _is_list_of(kind: type) -> Any:
    return lambda value: isinstance(value, list) and all(isinstance(item, kind) for item in value)


_CHECKS = {
    "String": lambda value: isinstance(value, str),
    "StringList": _is_list_of(str),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "StringMap": lambda value: isinstance(value, Mapping),
    "MapList": _is_list_of(dict),
}
