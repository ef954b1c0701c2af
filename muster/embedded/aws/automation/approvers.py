"""Who may decide at an aws:approve (User Guide, "aws:approve", input Approvers)."""

from collections.abc import Iterable

from muster.embedded.aws.kit import Principal


def approver_entry(principal: Principal, approvers: Iterable[str]) -> str | None:
    """The entry of the list that `principal` stands for; the most exact one, None if there is none.

    An entry is an IAM user name, a user ARN, a role ARN (whoever runs as that role) or an
    assumed-role ARN. A role's path is not part of an assumed-role ARN, so it is not compared.
    """
    faces = _faces(principal)
    listed = {_face(approver): approver for approver in approvers}
    return next((listed[face] for face in faces if face in listed), None)


def _faces(principal: Principal) -> tuple[str, ...]:
    """Every way to name `principal`, the most exact first."""
    kind, _, name = principal.arn.split(":", 5)[-1].partition("/")
    if kind == "user":
        return principal.arn, name.rsplit("/", 1)[-1]
    if kind == "assumed-role":
        role = name.partition("/")[0]
        return principal.arn, f"arn:aws:iam::{principal.account}:role/{role}"
    return (principal.arn,)


def _face(approver: str) -> str:
    head, found, path = approver.partition(":role/")
    return f"{head}:role/{path.rsplit('/', 1)[-1]}" if found else approver
