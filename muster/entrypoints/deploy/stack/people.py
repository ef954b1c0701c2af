"""The policies for people's groups and permission sets as resources of the stack."""

from typing import Any

from muster.entrypoints.deploy.policies.catalogue import PEOPLE, policy
from muster.entrypoints.deploy.policies.rendering import document


def resources() -> dict[str, Any]:
    """One managed policy a group; attaching it is for whoever knows the people."""
    return {f"{name.capitalize()}Policy": _resource(full) for full, name in PEOPLE.items()}


def _resource(full: str) -> dict[str, Any]:
    properties = {
        "ManagedPolicyName": full,
        "Description": f"muster: for {PEOPLE[full]}.",
        "PolicyDocument": document(policy(PEOPLE[full])),
    }
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}
