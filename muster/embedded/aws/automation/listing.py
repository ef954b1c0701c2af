"""Filters and pages of the Describe operations: filters join by AND, values of one by OR."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from muster.embedded.aws.kit import AwsError

Item = TypeVar("Item")
Filters = Sequence[Mapping[str, Any]]
MOST = 50


def selected(
    items: Iterable[Item], filters: Filters, tests: Mapping[str, Callable[[Item, str], bool]]
) -> list[Item]:
    """The items that pass. `AwsError` InvalidFilterKey for a filter that does not exist."""
    unknown = [asked["Key"] for asked in filters if asked["Key"] not in tests]
    if unknown:
        raise AwsError("InvalidFilterKey", f"there is no filter {', '.join(unknown)}")
    return [
        item
        for item in items
        if all(any(tests[f["Key"]](item, value) for value in f["Values"]) for f in filters)
    ]


def page(
    params: Mapping[str, Any],
    member: str,
    found: Sequence[Item],
    view: Callable[[Item], Mapping[str, Any]],
) -> dict[str, Any]:
    """One page of `found`. `AwsError` InvalidNextToken for a token that this list never gave."""
    size, token = params.get("MaxResults") or MOST, params.get("NextToken") or "0"
    if not token.isdigit():
        raise AwsError("InvalidNextToken", "The specified token isn't valid")
    start = int(token)
    answer: dict[str, Any] = {member: [view(item) for item in found[start : start + size]]}
    if start + size < len(found):
        answer["NextToken"] = str(start + size)
    return answer


def moment(text: str) -> float:
    """A filter's time, ISO 8601, as epoch seconds. `AwsError` InvalidFilterValue for others."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise AwsError("InvalidFilterValue", f"{text!r} is no ISO 8601 time") from error
    return time.replace(tzinfo=time.tzinfo or UTC).timestamp()
