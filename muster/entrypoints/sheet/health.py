"""Steps that look whether what was launched is well. Source: EC2 API, DescribeInstanceStatus."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from muster.entrypoints.sheet.launching import Spot
from muster.entrypoints.sheet.shell import Shell, aws, table_of
from muster.entrypoints.sheet.values import Step
from muster.model.health import Health
from muster.model.waves import Wave

STATUS: Final = "InstanceStatuses[].[InstanceId, SystemStatus.Status, InstanceStatus.Status]"


def health_steps(wave: Wave, spot: Spot, number: int) -> Iterator[Step]:
    """The checks of a wave, in its order; the instances are in variables of the shell."""
    for check in wave.health:
        for index, _ in enumerate(spot.jobs(), 1):
            yield CHECKS[check](spot.region, Shell(f"$INSTANCES_{number}_{index}"))


def _ec2_status(region: str, instances: Shell) -> Step:
    look = ("--instance-ids", instances, *table_of(STATUS))
    return Step(
        "See that EC2's status checks pass; it takes some minutes.",
        aws(region, "ec2", "describe-instance-status", *look),
        "`ok` twice in every line; else look again.",
        ("time",),
    )


CHECKS: Final[Mapping[Health, Callable[[str, Shell], Step]]] = {Health.EC2_STATUS: _ec2_status}
