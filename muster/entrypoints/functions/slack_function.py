"""Slack's requests, by a Lambda function URL: verified, then given to the bot.

Lambda Developer Guide, "Invoking Lambda function URLs": payload format version 2.0.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.app import app_of
from bot.http import Answer, Door
from muster.entrypoints.functions import metrics
from muster.entrypoints.functions.surroundings import surroundings_of
from muster.entrypoints.functions.wired import Wired
from muster.entrypoints.logs import log_as_lines
from muster.model.settings import Settings

REFUSED = 401


def handler(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Answer one request."""
    wired, door = _warm()
    headers = {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}
    method = str(event["requestContext"]["http"]["method"])
    answer = door.answer(method, str(event.get("rawPath") or ""), headers, _body(event))
    if answer.status == REFUSED and "x-slack-signature" in headers:
        metrics.put({metrics.WRONG_SIGNATURES: 1}, wired.own.clock.now())
    return _as_response(answer)


@cache
def _warm() -> tuple[Wired, Door]:
    log_as_lines()
    wired = Wired(surroundings_of(os.environ), Settings())
    _, signing = wired.secrets
    return wired, Door(signing, lambda: app_of(wired.bot), wired.own.clock.now)


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
