"""A statement of an IAM policy as a value, and the conditions that several of them share.

Texts may hold what CloudFormation substitutes, such as `${AWS::Region}`. A resource `!Ref Name` is
a list that the stack is given as its parameter `Name`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Conditions = Mapping[str, Mapping[str, str | tuple[str, ...]]]
"""Operator to context key to what it is compared with (IAM User Guide, policy elements)."""

HERE = "${AWS::Region}:${AWS::AccountId}"
ANY_EC2 = "arn:${AWS::Partition}:ec2:${AWS::Region}"


@dataclass(frozen=True)
class Statement:
    """One statement. `only_if`: the condition of the stack without which it is not there.

    `optional` conditions count only where the stack's condition `optional_if` holds.
    """

    sid: str
    actions: tuple[str, ...]
    resources: tuple[str, ...] = ("*",)
    conditions: Conditions = field(default_factory=dict)
    only_if: str = ""
    optional: Conditions = field(default_factory=dict)
    optional_if: str = ""


def arn(service: str, resource: str) -> str:
    """The ARN of a resource in the stack's account and Region."""
    return f"arn:${{AWS::Partition}}:{service}:{HERE}:{resource}"


def role_arn(name: str) -> str:
    """The ARN of a role in the stack's account."""
    return f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{name}"


def passed_to(service: str) -> Conditions:
    """A role is passed to this service only."""
    return {"StringEquals": {"iam:PassedToService": f"{service}.amazonaws.com"}}
