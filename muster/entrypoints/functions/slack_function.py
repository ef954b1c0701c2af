"""Slack's requests, by a Lambda function URL: verified, then given to the bot.

Lambda Developer Guide, "Invoking Lambda function URLs": payload format version 2.0.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.http import Answer, Door, plain_answer, refusal_at_sight
from muster.aws.clock import AwsClock
from muster.entrypoints.functions import metrics

if TYPE_CHECKING:
    from muster.entrypoints.functions.warm import Warm

REFUSED = 401


def handler(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Answer one request. Whoever is a stranger at sight is sent away before anything is loaded."""
    headers = {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}
    method = str(event["requestContext"]["http"]["method"])
    path = str(event.get("rawPath") or "")
    refused = refusal_at_sight(method, path, headers)
    if refused:
        return _as_response(plain_answer(refused))
    answer = _warm().current().answer(method, path, headers, _body(event))
    if answer.status == REFUSED:
        metrics.put({metrics.WRONG_SIGNATURES: 1}, AwsClock().now())
    return _as_response(answer)


@cache
def _warm() -> "Warm[Door]":
    """The door with its secrets: what it takes is loaded now, and kept while this is warm."""
    from bot.app import app_of  # noqa: PLC0415 - Bolt
    from muster.entrypoints.functions.surroundings import surroundings_of  # noqa: PLC0415 - pydantic
    from muster.entrypoints.functions.warm import Warm  # noqa: PLC0415 - likewise
    from muster.entrypoints.functions.wired import Wired  # noqa: PLC0415 - boto3
    from muster.entrypoints.logs import log_as_lines  # noqa: PLC0415 - only once it is needed
    from muster.model.settings import Settings  # noqa: PLC0415 - pydantic

    def door(wired: Wired) -> Door:
        _, signing = wired.secrets
        return Door(signing, lambda: app_of(wired.bot), wired.own.clock.now)

    log_as_lines()
    return Warm(lambda: Wired(surroundings_of(os.environ), Settings()), door)


def _body(event: Mapping[str, Any]) -> bytes:
    text = str(event.get("body") or "")
    if not event.get("isBase64Encoded"):
        return text.encode()
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""


def _as_response(answer: Answer) -> dict[str, Any]:
    return {
        "statusCode": answer.status,
        "headers": dict(answer.headers),
        "body": answer.body.decode("utf-8", "replace"),
    }
