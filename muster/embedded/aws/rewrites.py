"""Requests that must be put right before moto sees them: what it takes otherwise than AWS does."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from muster.embedded.aws.wire import Wire


def put_right(name: str, wire: Wire) -> None:
    """Let a request of the operation `name` (`ssm:GetDocument`) be one that moto takes rightly."""
    rewrite = _REWRITES.get(name)
    if rewrite is not None:
        rewrite(wire)


def _spell_out_default(wire: Wire) -> None:
    """SSM takes `$DEFAULT` for a document's default version; moto knows it only as no version."""
    request = _json(wire)
    if request.get("DocumentVersion") == "$DEFAULT":
        wire.with_json({key: request[key] for key in request if key != "DocumentVersion"})


def wait_seconds(wire: Wire) -> float:
    """For how long a ReceiveMessage wants to wait, by its own parameter (0-20 seconds)."""
    asked = _json(wire) if wire.target else {name: text[0] for name, text in wire.form.items()}
    try:
        return min(max(float(asked.get("WaitTimeSeconds") or 0), 0.0), 20.0)
    except (TypeError, ValueError):
        return 0.0


def without_waiting(wire: Wire) -> None:
    """Long polling as moto does it sleeps for real, and would do so under the world's lock."""
    if wire.target:
        wire.with_json({**_json(wire), "WaitTimeSeconds": 0})
    else:
        form = {name: values[0] for name, values in wire.form.items()}
        wire.body = urlencode({**form, "WaitTimeSeconds": "0"}).encode()


def _json(wire: Wire) -> dict[str, Any]:
    try:
        document = json.loads(wire.body or b"{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


_REWRITES: Mapping[str, Callable[[Wire], None]] = {
    "ssm:DescribeDocument": _spell_out_default,
    "ssm:GetDocument": _spell_out_default,
}
