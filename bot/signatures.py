"""Whether a request is Slack's own. Standard library only: it is asked before anything is loaded.

Source: docs.slack.dev/authentication/verifying-requests-from-slack.
"""

import hashlib
import hmac
from collections.abc import Iterable

WINDOW = 300
"""Seconds that a request may be older, or younger, than now."""


def is_from_slack(
    secrets: Iterable[str], timestamp: str, signature: str, body: bytes, now: float
) -> bool:
    """Whether one of the secrets signed this body at a time near `now` (epoch seconds)."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):  # noqa: PLR2004 - year 5138
        return False
    if abs(now - int(timestamp)) > WINDOW or not signature.isascii():
        return False
    signed = b"v0:" + timestamp.encode() + b":" + body
    wanted = [_signed(secret, signed) for secret in secrets if secret]
    return any(hmac.compare_digest(each, signature) for each in wanted)


def _signed(secret: str, content: bytes) -> str:
    return "v0=" + hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
