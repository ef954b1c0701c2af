"""Rate limits: so many calls a minute by method, one post a second by channel.

Source: docs.slack.dev/apis/web-api/rate-limits.
"""

import math
from dataclasses import dataclass, field

from muster.embedded.slack.errors import RateLimitedError

TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
SPECIAL = 600  # "several hundred": posting is held back by channel instead


@dataclass(frozen=True)
class RateSettings:
    """How strict the limits are; Slack tolerates short bursts of posts without saying how short."""

    enforced: bool = True
    post_burst: int = 5


@dataclass
class Bucket:
    """A token bucket: `most` at once, refilled at `per_second`."""

    most: float
    per_second: float
    left: float
    at: float

    def wait(self, now: float) -> float:
        """Take one token: 0, or the seconds until there is one."""
        self.left = min(self.most, self.left + max(now - self.at, 0.0) * self.per_second)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.per_second


@dataclass
class Rates:
    """All buckets of the workspace; times are epoch seconds of the real clock."""

    settings: RateSettings
    buckets: dict[str, Bucket] = field(default_factory=dict)

    def call(self, method: str, per_minute: int, now: float) -> None:
        """Count a call; raises `RateLimitedError` if it is one too many."""
        self._take(f"method {method}", most=per_minute, per_second=per_minute / 60, now=now)

    def post(self, channel: str, now: float) -> None:
        """Count a message; raises `RateLimitedError` if the channel has had enough."""
        self._take(f"channel {channel}", most=self.settings.post_burst, per_second=1.0, now=now)

    def _take(self, name: str, *, most: float, per_second: float, now: float) -> None:
        if not self.settings.enforced:
            return
        bucket = self.buckets.setdefault(name, Bucket(most, per_second, most, now))
        seconds = bucket.wait(now)
        if seconds > 0:
            raise RateLimitedError(math.ceil(seconds))
