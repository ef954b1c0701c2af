"""New jobs are missing from DescribeJobs for a while."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.forms import Field, seconds

if TYPE_CHECKING:
    from muster.embedded.aws.parts import Settings


class ListingLag(Fault):
    """Makes DescribeJobs eventually consistent."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        del stage
        self._seconds = float(values["by"])

    def adjust(self, settings: "Settings") -> "Settings":
        """The settings with this lag."""
        return replace(settings, drs_timing=replace(settings.drs_timing, listing_lag=self._seconds))


KIND = Kind(
    says="A new job is missing from DescribeJobs at first, also when asked for by its id.",
    example="listing-lag: {by: 60s}",
    fields={"by": Field(seconds, required=True, means="until it is so old")},
    make=ListingLag,
)
