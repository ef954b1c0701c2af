"""Answers that botocore need not walk through: items of tables, in tests most of all answers.

botocore visits every member of every attribute value, for there may be binary ones to decode. Where
an answer has none, and no null to leave out, the JSON is what it would give.
"""

import json
from typing import Any

from botocore.parsers import JSONParser, ResponseParserFactory

PLAIN = frozenset(
    {
        "BatchGetItemOutput",
        "DeleteItemOutput",
        "GetItemOutput",
        "PutItemOutput",
        "QueryOutput",
        "TransactWriteItemsOutput",
        "UpdateItemOutput",
    }
)
"""Output shapes of DynamoDB (API 2012-08-10): texts, numbers as text, booleans, lists and maps."""
WALKED = (b'"B"', b'"BS"', b"null")


class Parsers(ResponseParserFactory):  # type: ignore[misc] # botocore has no types
    """botocore's parsers, but for JSON, where answers may be plain."""

    def create_parser(self, protocol_name: str) -> Any:
        """The parser of a protocol."""
        plain = protocol_name == "json"
        return _Plain(**self._defaults) if plain else super().create_parser(protocol_name)


class _Plain(JSONParser):  # type: ignore[misc] # botocore has no types
    def _handle_json_body(self, raw_body: bytes, shape: Any) -> Any:
        if shape.name in PLAIN and not any(mark in raw_body for mark in WALKED):
            return json.loads(raw_body or b"{}")
        return super()._handle_json_body(raw_body, shape)
