"""The roles that setting DRS up leaves in an account; moto answers the rest of IAM.

DRS User Guide, "Initializing AWS Elastic Disaster Recovery" and "Using service-linked roles". As
the service leaves them, they are there once DRS is initialised in any Region of the account.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from muster.embedded.aws.drs.target import Targets
from muster.embedded.aws.kit import Call, NotOurs, Service

SERVICE_LINKED = "/aws-service-role/drs.amazonaws.com/"
SERVICE = "/service-role/"
ROLES: Mapping[str, tuple[str, str]] = {
    "AWSServiceRoleForElasticDisasterRecovery": (SERVICE_LINKED, "drs.amazonaws.com"),
    **{
        f"AWSElasticDisasterRecovery{name}Role": (SERVICE, "ec2.amazonaws.com")
        for name in (
            "ConversionServer",
            "RecoveryInstance",
            "RecoveryInstanceWithLaunchActions",
            "ReplicationServer",
        )
    },
    "AWSElasticDisasterRecoveryAgentRole": (SERVICE, "drs.amazonaws.com"),
    "AWSElasticDisasterRecoveryFailbackRole": (SERVICE, "drs.amazonaws.com"),
}
"""Path of each, and who may become it."""

MADE = datetime(2024, 1, 1, tzinfo=UTC)


def service(targets: Targets) -> Service:
    """GetRole (IAM API Reference), for these roles alone."""
    handlers = {"GetRole": lambda call: _get(targets, call)}
    return Service(name="iam", handlers=handlers, rest_to_moto=True, sometimes=frozenset(handlers))


def _get(targets: Targets, call: Call) -> Mapping[str, Any]:
    name = call.params["RoleName"]
    if name not in ROLES or not targets.is_set_up(call.account):
        raise NotOurs
    path, principal = ROLES[name]
    return {
        "Role": {
            "Path": path,
            "RoleName": name,
            "RoleId": f"AROA{name.upper()[-16:]:X>16}"[:20],
            "Arn": f"arn:aws:iam::{call.account}:role{path}{name}",
            "CreateDate": MADE,
            "AssumeRolePolicyDocument": quote(_trust(principal)),
        }
    }


def _trust(principal: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": "sts:AssumeRole",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
