"""A role may not be assumed, or may not do something."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import LASTING_FIELDS, occasions
from muster.embedded.aws.faults.operations import operation
from muster.embedded.aws.forms import Field, text
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import AwsError

ASSUME = "sts:AssumeRole"
CODES: Mapping[str, str] = {
    "cloudformation": "AccessDenied",
    "ec2": "UnauthorizedOperation",
    "iam": "AccessDenied",
    "s3": "AccessDenied",
    "sns": "AuthorizationError",
    "sts": "AccessDenied",
}
"""How services word a call that IAM refuses, where it is not `AccessDeniedException`."""


class Denied(Fault):
    """Refuses an action as IAM does."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._action = values.get("action", ASSUME)
        self._when = occasions(values, stage.rng, lasting=True)

    def before(self, entry: Entry) -> None:
        """Refuse it, if this call is meant and its turn has come."""
        if entry.name == self._action and self._is_meant(entry) and self._when.strike():
            raise denied(entry)

    def _is_meant(self, entry: Entry) -> bool:
        account, role = _asked_role(entry) if self._action == ASSUME else _own_role(entry)
        wanted = (self._values.get("account", account), self._values.get("role", role))
        return wanted == (account, role)


def denied(entry: Entry) -> AwsError:
    """The error of a call that IAM refuses, in the words of its service."""
    who = entry.principal.arn
    text_ = f"User: {who} is not authorized to perform: {entry.name}"
    on = f" on resource: {entry.params.get('RoleArn')}" if entry.name == ASSUME else ""
    return AwsError(CODES.get(entry.service, "AccessDeniedException"), text_ + on)


def _asked_role(entry: Entry) -> tuple[str, str]:
    """Account and name of the role that is to be assumed."""
    parts = str(entry.params.get("RoleArn", "")).split(":", 5)
    return (parts[4], parts[5].rpartition("/")[2]) if len(parts) == 6 else ("", "")  # noqa: PLR2004 - the parts of an ARN


def _own_role(entry: Entry) -> tuple[str, str]:
    """Account of the caller, and the name of the role that it has assumed, if any."""
    resource = entry.principal.arn.split(":", 5)[-1].split("/")
    role = resource[1] if resource[0] == "assumed-role" else ""
    return entry.principal.account, role


KIND = Kind(
    says="IAM refuses: a role may not be assumed, or may not do one thing.",
    example='role: {account: "210987654321"}',
    fields={
        "action": Field(operation, means=f"what is refused; usually `{ASSUME}`"),
        "account": Field(
            text(r"\d{12}", "an account id of 12 digits in quotes"),
            means="to roles of this account; usually of any",
        ),
        "role": Field(
            text(r"[\w+=,.@\-]{1,64}", "the name of a role"),
            means="to the role of this name; usually to whoever calls",
        ),
        **LASTING_FIELDS,
    },
    make=Denied,
)
