"""What DRS does in the name of whoever calls it, and so needs of the role that starts recoveries.

DRS uses forward access sessions. Sources: Service Authorization Reference, `drs`, dependent actions
of StartRecovery and TerminateRecoveryInstances; the AWS managed policy
`AWSElasticDisasterRecoveryConsoleFullAccess_v2` (version 7), whose conditions these are, without
what only the console's pages look at. Whatever DRS makes carries its tag, and only that is changed.
"""

from typing import Final

from muster.entrypoints.deploy.policies.statement import (
    ANY_EC2,
    Conditions,
    Statement,
    arn,
    passed_to,
    role_arn,
)

TAG: Final = "AWSElasticDisasterRecoveryManaged"
_VIA: Final[Conditions] = {"Bool": {"aws:ViaAWSService": "true"}}
CALLED: Final[Conditions] = {
    "ForAnyValue:StringEquals": {"aws:CalledVia": "drs.amazonaws.com"},
}
_MAKES: Final[Conditions] = {"Null": {f"aws:RequestTag/{TAG}": "false"}, **_VIA}
_CHANGES: Final[Conditions] = {"Null": {f"aws:ResourceTag/{TAG}": "false"}, **_VIA}
_IMAGES: Final = f"{ANY_EC2}::image/*"
_SNAPSHOTS: Final = f"{ANY_EC2}::snapshot/*"


def own(*kinds: str) -> tuple[str, ...]:
    """All EC2 resources of these kinds in the stack's account and Region."""
    return tuple(f"{ANY_EC2}:${{AWS::AccountId}}:{kind}/*" for kind in kinds)


LOOKS: Final = (
    "ec2:DescribeAccountAttributes",
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeCapacityReservations",
    "ec2:DescribeHosts",
    "ec2:DescribeImages",
    "ec2:DescribeInstanceAttribute",
    "ec2:DescribeInstanceTypeOfferings",
    "ec2:DescribeInstanceTypes",
    "ec2:DescribeInstances",
    "ec2:DescribeLaunchTemplateVersions",
    "ec2:DescribeLaunchTemplates",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSnapshots",
    "ec2:DescribeSubnets",
    "ec2:DescribeVolumes",
    "ec2:GetEbsDefaultKmsKeyId",
    "ec2:GetEbsEncryptionByDefault",
    "ec2:GetInstanceTypesFromInstanceRequirements",
)
"""Without a condition: the scripts of the same role may look with them, too."""
_CREATES: Final = (
    "CreateFleet",
    "CreateLaunchTemplate",
    "CreateNetworkInterface",
    "CreateSecurityGroup",
    "CreateSnapshot",
    "CreateVolume",
    "RunInstances",
)
_INSTANCE_ROLES: Final = (
    "AWSElasticDisasterRecoveryConversionServerRole",
    "AWSElasticDisasterRecoveryRecoveryInstanceRole",
    "AWSElasticDisasterRecoveryRecoveryInstanceWithLaunchActionsRole",
)

ON_EC2: Final = (
    Statement("DrsLooks", LOOKS),
    Statement(
        "DrsMakesTagged",
        (
            "ec2:CreateNetworkInterface",
            "ec2:CreateSecurityGroup",
            "ec2:CreateSnapshot",
            "ec2:CreateVolume",
            "ec2:RunInstances",
        ),
        (*own("instance", "network-interface", "security-group", "volume"), _SNAPSHOTS),
        _MAKES,
    ),
    Statement(
        "DrsChangesTagged",
        (
            "ec2:AssociateIamInstanceProfile",
            "ec2:AttachVolume",
            "ec2:AuthorizeSecurityGroupEgress",
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:CreateNetworkInterfacePermission",
            "ec2:CreateSnapshot",
            "ec2:CreateVolume",
            "ec2:DeleteSnapshot",
            "ec2:DeleteVolume",
            "ec2:DetachVolume",
            "ec2:ModifyInstanceAttribute",
            "ec2:RevokeSecurityGroupEgress",
            "ec2:StartInstances",
            "ec2:StopInstances",
            "ec2:TerminateInstances",
        ),
        (*own("instance", "network-interface", "security-group", "volume"), _SNAPSHOTS),
        _CHANGES,
    ),
    Statement(
        "DrsRunsFrom",
        ("ec2:RunInstances",),
        (
            *own("launch-template", "network-interface", "security-group", "subnet", "volume"),
            _IMAGES,
        ),
        _VIA,
    ),
    Statement("DrsPlaces", ("ec2:CreateNetworkInterface",), own("security-group", "subnet"), _VIA),
    Statement("DrsPlacesGroups", ("ec2:CreateSecurityGroup",), own("vpc"), _VIA),
    Statement("DrsDetaches", ("ec2:DetachVolume",), own("volume"), _VIA),
    Statement(
        "DrsMakesTemplates",
        ("ec2:CreateLaunchTemplate",),
        own("launch-template"),
        _MAKES,
    ),
    Statement(
        "DrsChangesTemplates",
        (
            "ec2:CreateLaunchTemplateVersion",
            "ec2:DeleteLaunchTemplateVersions",
            "ec2:ModifyLaunchTemplate",
        ),
        own("launch-template"),
        _CHANGES,
    ),
    Statement(
        "DrsTags",
        ("ec2:CreateTags",),
        (
            *own("instance", "launch-template", "network-interface", "security-group", "volume"),
            _SNAPSHOTS,
        ),
        {**_VIA, "StringEquals": {"ec2:CreateAction": _CREATES}},
    ),
    Statement(
        "DrsRunsFleets",
        ("ec2:CreateFleet",),
        (*own("fleet", "instance", "launch-template", "subnet", "volume"), _IMAGES),
        CALLED,
    ),
    Statement(
        "DrsLaunchesInto",
        ("ec2:AttachVolume", "ec2:DetachVolume", "ec2:StartInstances"),
        own("instance"),
        {
            **CALLED,
            "StringEquals": {"ec2:ResourceTag/AWSDRS": "AllowLaunchingIntoThisInstance"},
        },
    ),
)
"""One policy of its own: a role holds 10,240 characters beside what is attached to it."""

BESIDE_EC2: Final = (
    Statement(
        "DrsPassesToInstances",
        ("iam:PassRole",),
        tuple(role_arn(f"service-role/{name}") for name in _INSTANCE_ROLES),
        passed_to("ec2"),
    ),
    Statement(
        "DrsUsesKeys",
        ("kms:CreateGrant", "kms:DescribeKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"),
        ("!Ref EbsKeys",),
        _VIA,
        only_if="HasEbsKeys",
        # ReEncrypt: snapshots of a staging account (DRS User Guide, multi-account)
    ),
    Statement(
        "DrsKeepsItsBooks",
        ("drs:CreateRecoveryInstanceForDrs", "drs:ListTagsForResource"),
        (arn("drs", "recovery-instance/*"), arn("drs", "source-server/*")),
    ),
)
