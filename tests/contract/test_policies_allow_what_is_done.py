"""Least privilege: every call of whole runs is allowed, and no action could be taken away."""

import pytest
from policies.asking import holder_of, judged, policies
from policies.plays import asked_of_iam

pytestmark = pytest.mark.slow

# What nothing here asks for, named one by one: by reason, holders and statement.
AUTOMATION, SPOKE = "muster-automation", "muster-spoke"
LOGS = "logs:CreateLogStream logs:PutLogEvents"
EXEMPT = {
    "Lambda does it by itself, before and after the handler": {
        ("muster-bot",): {"Logs": LOGS},
        ("muster-consumer",): {
            "Logs": LOGS,
            "TakesEvents": "sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage",
        },
        ("muster-reconciler",): {"Logs": LOGS},
    },
    "AWS documents it for StartRecovery; the embedded DRS does not act it out": {
        (AUTOMATION, SPOKE): {
            "DrsPassesToInstances": "iam:PassRole",
            "DrsKeepsItsBooks": "drs:CreateRecoveryInstanceForDrs drs:ListTagsForResource",
            "DrsLooks": """
                ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones
                ec2:DescribeCapacityReservations ec2:DescribeHosts ec2:DescribeImages
                ec2:DescribeInstanceAttribute ec2:DescribeSecurityGroups ec2:DescribeSnapshots
                ec2:DescribeVolumes ec2:GetEbsDefaultKmsKeyId
                ec2:GetEbsEncryptionByDefault ec2:GetInstanceTypesFromInstanceRequirements
            """,
            "DrsMakesTagged": """
                ec2:CreateNetworkInterface ec2:CreateSecurityGroup ec2:CreateSnapshot
                ec2:CreateVolume
            """,
            "DrsChangesTagged": """
                ec2:AssociateIamInstanceProfile ec2:AttachVolume ec2:AuthorizeSecurityGroupEgress
                ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterfacePermission
                ec2:CreateSnapshot ec2:CreateVolume ec2:DeleteSnapshot ec2:DeleteVolume
                ec2:DetachVolume ec2:ModifyInstanceAttribute ec2:RevokeSecurityGroupEgress
                ec2:StartInstances ec2:StopInstances
            """,
            "DrsPlaces": "ec2:CreateNetworkInterface",
            "DrsPlacesGroups": "ec2:CreateSecurityGroup",
            "DrsDetaches": "ec2:DetachVolume",
            "DrsChangesTemplates": """
                ec2:CreateLaunchTemplateVersion ec2:DeleteLaunchTemplateVersions
                ec2:ModifyLaunchTemplate
            """,
            "DrsRunsFleets": "ec2:CreateFleet",
            "DrsLaunchesInto": "ec2:AttachVolume ec2:DetachVolume ec2:StartInstances",
        },
    },
    "for servers with post-launch actions, which the embedded DRS does not run": {
        (AUTOMATION, SPOKE): {
            "PostLaunchLooks": "ssm:DescribeInstanceInformation",
            "PostLaunchOnInstances": "ssm:SendCommand",
            "PostLaunchStarts": "ssm:SendCommand ssm:StartAutomationExecution",
            "PostLaunchParameters": "ssm:GetParameter ssm:PutParameter",
        },
    },
    "for volumes that are encrypted with a key of the customer": {
        (AUTOMATION, SPOKE): {
            "DrsUsesKeys": """
                kms:CreateGrant kms:DescribeKey kms:ReEncryptFrom kms:ReEncryptTo
            """,
        },
    },
}
NOT_PLAYED = {"muster-hooks"}
"""A holder whose policy is empty: what hooks need is attached to it."""


@pytest.fixture(scope="module")
def asked():
    """All questions that are put to IAM as a role of the hub, or as a user of a people's group."""
    holders = policies()
    found = ((each, holder_of(each.principal)) for each in asked_of_iam())
    return [{**each.as_json(), "policy": who} for each, who in found if who in holders]


@pytest.fixture(scope="module")
def answer(asked):
    return judged(asked, without=True)


def test_every_call_is_allowed(asked, answer):
    refused = [
        f"{request['policy']} {request['action']} {request['resource']} {request['context']}"
        for request, decision in zip(asked, answer["decisions"], strict=True)
        if decision != "Allow"
    ]

    assert refused == []


def test_every_role_and_every_group_of_people_does_something(asked):
    assert {request["policy"] for request in asked} == set(policies()) - NOT_PLAYED


def test_without_any_single_action_something_is_refused(answer):
    spare = {tuple(each) for each in answer["spare"] if each[0] not in NOT_PLAYED}
    exempt = {
        (holder, sid, action)
        for holders in EXEMPT.values()
        for names, statements in holders.items()
        for holder in names
        for sid, actions in statements.items()
        for action in actions.split()
    }

    assert spare - exempt == set()
    assert exempt - spare == set(), "these are asked for by now: take them off the list"
