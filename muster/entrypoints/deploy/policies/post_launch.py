"""What servers with post-launch actions need beside `launching`.

The actions run as whoever started the recovery (DRS User Guide, "Post-launch actions settings").
Allowed are AWS's own documents; who wrote others adds them to the role.
"""

from typing import Final

from muster.entrypoints.deploy.policies.launching import CALLED, TAG, own
from muster.entrypoints.deploy.policies.statement import Statement, arn

_AWS: Final = "arn:${AWS::Partition}:ssm:${AWS::Region}:"

POST_LAUNCH: Final = (
    Statement("PostLaunchLooks", ("ssm:DescribeInstanceInformation",), ("*",), CALLED),
    Statement(
        "PostLaunchOnInstances",
        ("ssm:SendCommand",),
        own("instance"),
        {**CALLED, "Null": {f"aws:ResourceTag/{TAG}": "false"}},
    ),
    Statement(
        "PostLaunchStarts",
        ("ssm:SendCommand", "ssm:StartAutomationExecution"),
        (
            f"{_AWS}:automation-definition/AWS-CreateImage:*",
            f"{_AWS}:document/AWS-CreateImage",
            f"{_AWS}:document/AWSEC2-ApplicationInsightsCloudwatchAgentInstallAndConfigure",
            f"{_AWS}:document/AWSMigration-*",
            arn("ssm", "automation-execution/*"),
        ),
        CALLED,
    ),
    Statement(
        "PostLaunchParameters",
        ("ssm:GetParameter", "ssm:PutParameter"),
        (arn("ssm", "parameter/ManagedByAWSElasticDisasterRecoveryService-*"),),
    ),
)
