"""The value types of runbooks: parameters, variables, outputs.

Source: "Data elements and parameters" and "Using action outputs as inputs" of the user guide.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ssm_documents.validator.document import number, text

TYPES = ("String", "StringList", "Integer", "Boolean", "MapList", "StringMap")
_RESOURCES = (
    "AWS::EC2::Instance::Id",
    "AWS::IAM::Role::Arn",
    "AWS::S3::Bucket::Name",
    "AWS::SSM::Parameter::Name",
)
AWS_TYPES = (*_RESOURCES, *(f"List<{resource}>" for resource in _RESOURCES))


def fits(value: Any, type_: str) -> bool:
    """Whether a literal is of the type; JSON text of a list or map counts, unknown types fit."""
    return _FITS.get(type_, _anything)(value)


def _anything(value: Any) -> bool:  # noqa: ARG001 (of the same form as the others)
    return True


def _is_text(value: Any) -> bool:
    return not isinstance(value, Mapping | list | tuple)


def _is_integer(value: Any) -> bool:
    return number(value) is not None or number(text(value).removeprefix("-")) is not None


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool) or text(value).lower() in ("true", "false")


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple) or text(value).lstrip().startswith("[")


def _is_map(value: Any) -> bool:
    return isinstance(value, Mapping) or text(value).lstrip().startswith("{")


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "String": _is_text,
    "StringList": _is_list,
    "Integer": _is_integer,
    "Boolean": _is_boolean,
    "MapList": _is_list,
    "StringMap": _is_map,
}
