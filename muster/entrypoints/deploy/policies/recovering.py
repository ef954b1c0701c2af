"""What recoveries need of DRS itself: only servers that carry the tag are ever launched.

`aws:ResourceTag` on source servers: Service Authorization Reference, `drs`. Whether DRS gives a
recovery instance its source server's tags is not documented; hence a switch of the stack.
"""

from typing import Final

from muster.engine.names import TAG_RUN
from muster.entrypoints.deploy.policies.statement import Conditions, Statement, arn

TAG: Final = "muster:recover"
"""The tag, on DRS source servers, without which muster may not recover them; its value is `yes`."""

_TAGGED: Final[Conditions] = {"StringEquals": {f"aws:ResourceTag/{TAG}": "yes"}}

RECOVERING: Final = (
    Statement(
        "LooksAtServers",
        (
            "drs:DescribeJobLogItems",
            "drs:DescribeJobs",
            "drs:DescribeRecoveryInstances",
            "drs:DescribeRecoverySnapshots",
            "drs:DescribeSourceServers",
            "drs:GetLaunchConfiguration",
            "ec2:DescribeInstanceStatus",
            "servicequotas:GetServiceQuota",
        ),
    ),
    Statement(
        "RecoversTaggedServers",
        ("drs:StartRecovery",),
        (arn("drs", "source-server/*"),),
        _TAGGED,
    ),
    Statement(
        "TagsItsJobs",
        ("drs:TagResource",),
        (arn("drs", "job/*"),),
        {"Null": {f"aws:RequestTag/{TAG_RUN}": "false"}},
    ),
    Statement(
        "TerminatesDrills",
        ("drs:TerminateRecoveryInstances",),
        (arn("drs", "recovery-instance/*"),),
        optional=_TAGGED,
        optional_if="TerminateByTag",
    ),
)
