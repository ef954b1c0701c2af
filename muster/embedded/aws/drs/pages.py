"""Pagination as all Describe operations have it: `maxResults`, `nextToken`, `items`."""

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from muster.embedded.aws.drs import errors

Item = TypeVar("Item")

DEFAULT_PAGE = 200  # what the service takes without maxResults is unpublished


def page(
    found: Sequence[Item],
    params: Mapping[str, Any],
    view: Callable[[Item], Mapping[str, Any]],
) -> dict[str, Any]:
    """One page of `found`, each item as `view` shows it, with a `nextToken` if more follow.

    Raises `ValidationException` for a token that this service never gave.
    """
    start = _decode(params.get("nextToken") or "")
    end = start + params.get("maxResults", DEFAULT_PAGE)
    answer: dict[str, Any] = {"items": [view(item) for item in found[start:end]]}
    if end < len(found):
        answer["nextToken"] = _encode(end)
    return answer


def _encode(offset: int) -> str:
    return base64.urlsafe_b64encode(f"drs:{offset}".encode()).decode()


def _decode(token: str) -> int:
    if not token:
        return 0
    try:
        kind, _, offset = base64.urlsafe_b64decode(token).decode().partition(":")
    except ValueError:  # not base64, or not text
        kind, offset = "", ""
    if kind != "drs" or not offset.isdecimal():
        raise errors.invalid("Invalid nextToken", "nextToken")
    return int(offset)
