"""What the Web API answers when it refuses."""

from typing import Any


class SlackError(Exception):
    """A refusal: `{"ok": false, "error": code, **extra}`, with Slack's own code."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


class RateLimitedError(SlackError):
    """HTTP 429 with `Retry-After` in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after
