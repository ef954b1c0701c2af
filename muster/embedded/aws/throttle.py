"""Request rates: token buckets on the virtual clock, one per account, Region and operation.

Rates: AWS General Reference, "AWS Systems Manager endpoints and quotas" (Start and Stop 1 a second,
the rest of Automation 3). The depth of a bucket is documented nowhere: here a bucket holds `BURST`
seconds' worth of its rate.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import AwsError

BURST = 5.0

RATES: Mapping[str, float] = {
    "ssm:StartAutomationExecution": 1.0,
    "ssm:StopAutomationExecution": 1.0,
    "ssm:GetAutomationExecution": 3.0,
    "ssm:SendAutomationSignal": 3.0,
    "ssm:DescribeAutomationExecutions": 3.0,
    "ssm:DescribeAutomationStepExecutions": 3.0,
}
"""Calls a second by operation; what is not named here is not limited."""

CODES: Mapping[str, str] = {
    "cloudformation": "Throttling",
    "ec2": "RequestLimitExceeded",
    "iam": "Throttling",
    "lambda": "TooManyRequestsException",
    "s3": "SlowDown",
    "sns": "Throttled",
    "sqs": "RequestThrottled",
    "sts": "Throttling",
}
"""How services word a throttled call, where it is not `ThrottlingException`."""


@dataclass
class Bucket:
    """`level` tokens at the moment `at`, growing by `rate` a second up to `depth`."""

    rate: float
    depth: float
    level: float
    at: float

    def take(self, now: float) -> bool:
        """Take one token if there is one."""
        self.level = min(self.depth, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level < 1.0 - _EPSILON:
            return False
        self.level -= 1.0
        return True


class Throttle:
    """A gate of the front: refuses calls above their rate."""

    def __init__(self, clock: Clock, rates: Mapping[str, float] = RATES) -> None:
        self._clock = clock
        self._rates = rates
        self._buckets: dict[tuple[str, str, str], Bucket] = {}

    def __call__(self, entry: Entry) -> None:
        """Take a token for the call; raises `AwsError` as its service words a throttled call."""
        rate = self._rates.get(entry.name)
        if rate is None:
            return
        place = (entry.principal.account, entry.region, entry.name)
        bucket = self._buckets.get(place)
        if bucket is None:
            depth = max(1.0, rate * BURST)
            bucket = Bucket(rate, depth, depth, self._clock.now())
            self._buckets[place] = bucket
        if not bucket.take(self._clock.now()):
            raise rate_exceeded(entry.service)


def rate_exceeded(service: str) -> AwsError:
    """The error of a throttled call, in the words of its service."""
    return AwsError(CODES.get(service, "ThrottlingException"), "Rate exceeded")


_EPSILON = 1e-9  # a second of 0.1 steps must still fill a whole token
