"""DynamoDB's wire form of values: text, whole numbers, booleans, lists and maps."""

from collections.abc import Mapping
from typing import Any


def encode(value: Any) -> dict[str, Any]:
    """A value in DynamoDB's form. Raises `TypeError` for what the run table never holds."""
    if isinstance(value, bool):
        return {"BOOL": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, int):
        return {"N": str(value)}
    if isinstance(value, str):
        return {"S": str(value)}
    if isinstance(value, Mapping):
        return {"M": {str(key): encode(entry) for key, entry in value.items()}}
    if isinstance(value, (list, tuple)):
        return {"L": [encode(entry) for entry in value]}
    raise TypeError(f"the run table holds no {type(value).__name__}")


def decode(value: Mapping[str, Any]) -> Any:
    """The value of DynamoDB's form."""
    ((kind, content),) = value.items()
    if kind == "N":
        return int(content)
    if kind == "NULL":
        return None
    if kind == "M":
        return {key: decode(entry) for key, entry in content.items()}
    if kind == "L":
        return [decode(entry) for entry in content]
    return content


def encode_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """A whole item in DynamoDB's form."""
    return {key: encode(value) for key, value in item.items()}


def decode_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """A whole item as plain values."""
    return {key: decode(value) for key, value in item.items()}
