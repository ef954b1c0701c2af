"""Unit prices of AWS for us-east-1 and us-west-2, as known when this was written.

`checked` says whether somebody has held the price against AWS's list; none has been, so the page
marks each as unverified. Prices change, differ by Region, and know discounts.
"""

from dataclasses import dataclass
from typing import Final

AS_OF: Final = "November 2026"
MILLION: Final = 1_000_000


@dataclass(frozen=True)
class Price:
    """US dollars for `per` units; `source` is the page of the list."""

    unit: str
    dollars: float
    per: int
    source: str
    checked: bool = False

    def of(self, units: float) -> float:
        """What so many units cost, in dollars."""
        return units * self.dollars / self.per


STEP: Final = Price("Automation step", 0.002, 1, "Systems Manager pricing")
SCRIPT_SECOND: Final = Price("second of aws:executeScript", 0.00003, 1, "Systems Manager pricing")
WRITE: Final = Price("write request unit", 0.625, MILLION, "DynamoDB pricing, on-demand")
READ: Final = Price("read request unit", 0.125, MILLION, "DynamoDB pricing, on-demand")
STORED: Final = Price("GB of table a month", 0.25, 1, "DynamoDB pricing")
RECOVERABLE: Final = Price("GB of point-in-time recovery a month", 0.20, 1, "DynamoDB pricing")
EVENT: Final = Price("event of our own", 1.00, MILLION, "EventBridge pricing")
MESSAGE: Final = Price("request to SQS", 0.40, MILLION, "SQS pricing, standard queues")
NOTICE: Final = Price("mail by SNS", 2.00, 100_000, "SNS pricing")
INVOCATION: Final = Price("invocation", 0.20, MILLION, "Lambda pricing")
GIGABYTE_SECOND: Final = Price("GB-second, arm64", 0.0000133334, 1, "Lambda pricing")
ALARM: Final = Price("alarm a month", 0.10, 1, "CloudWatch pricing, standard resolution")
METRIC: Final = Price("metric a month", 0.30, 1, "CloudWatch pricing, custom metrics")
DASHBOARD: Final = Price("dashboard a month", 3.00, 1, "CloudWatch pricing")
LOGGED: Final = Price("GB of logs taken in", 0.50, 1, "CloudWatch pricing, logs")
SECRET: Final = Price("secret a month", 0.40, 1, "Secrets Manager pricing")

ALL: Final = (
    STEP,
    SCRIPT_SECOND,
    WRITE,
    READ,
    STORED,
    RECOVERABLE,
    EVENT,
    MESSAGE,
    NOTICE,
    INVOCATION,
    GIGABYTE_SECOND,
    ALARM,
    METRIC,
    DASHBOARD,
    LOGGED,
    SECRET,
)
