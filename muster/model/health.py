"""Health checks of a wave's recovery instances."""

from enum import StrEnum


class Health(StrEnum):
    """A check that every recovery instance of a wave must pass before the wave counts."""

    EC2_STATUS = "ec2-status"
    """Both EC2 status checks say `ok` (EC2 API, DescribeInstanceStatus)."""
