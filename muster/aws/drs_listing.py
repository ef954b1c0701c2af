"""Listings of DRS, page after page (DRS API reference, `nextToken`)."""

from collections.abc import Iterator, Mapping
from typing import Any

from muster.aws.connection import Connection

PAGE = 200
"""Entries of a page, and ids that a filter takes."""


def listed(
    connection: Connection, operation: str, filters: Mapping[str, Any], about: str = ""
) -> Iterator[Mapping[str, Any]]:
    """Every item that a Describe operation (in snake case) lists. Raises `AwsError`."""
    token: dict[str, str] = {}
    while True:
        answer = connection.call(
            "drs", operation, about=about, filters=filters, maxResults=PAGE, **token
        )
        yield from answer.get("items") or ()
        if not answer.get("nextToken"):
            return
        token = {"nextToken": str(answer["nextToken"])}
