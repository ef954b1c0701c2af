"""Systems Manager documents. Versions are found again by the digest of what they do.

It is the version's `VersionName` (SSM API, CreateDocument: unique across all versions of a
document, and cannot be changed), so publishing the same content twice, or an old one again, makes
nothing.
"""

from typing import Any

from muster.aws.connection import Connection
from muster.aws.errors import code_of
from muster.service.errors import AwsError
from muster.service.values import Document, Published

ACTIONS = (
    "ssm:CreateDocument",
    "ssm:DescribeDocument",
    "ssm:UpdateDocument",
    "ssm:UpdateDocumentDefaultVersion",
)
NOT_THERE = frozenset({"InvalidDocument", "InvalidDocumentVersion"})
SAME_CONTENT = frozenset({"DuplicateDocumentContent", "DuplicateDocumentVersionName"})
THERE_ALREADY = "DocumentAlreadyExists"
DIGEST = 40
"""How much of a digest names a version; SSM takes 128 characters, people read fewer."""


class SsmDocuments:
    """The `Documents` of one account and Region."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, document: Document) -> str:
        """The version that holds this very content, made if there is none; not yet the default."""
        name = document.digest[:DIGEST]
        found = self._described(document.name, VersionName=name)
        if found:
            return str(found["DocumentVersion"])
        return self._created(document, name) or self._updated(document, name)

    def make_default(self, name: str, version: str) -> None:
        """Let executions without a version run this one."""
        self._call("update_document_default_version", Name=name, DocumentVersion=version)

    def published(self, name: str, version: str = "") -> Published | None:
        """What Systems Manager says of a version, else of the default one; None: no such."""
        found = self._described(name, **({"DocumentVersion": version} if version else {}))
        if not found:
            return None
        return Published(
            name=name,
            version=str(found["DocumentVersion"]),
            default_version=str(found["DefaultVersion"]),
            status=str(found["Status"]),
            reason=str(found.get("StatusInformation") or ""),
        )

    def _created(self, document: Document, version_name: str) -> str:
        try:
            answer = self._call(
                "create_document", **_content(document, version_name), DocumentType="Automation"
            )
        except AwsError as error:
            if code_of(error) != THERE_ALREADY:
                raise
            return ""
        return str(answer["DocumentDescription"]["DocumentVersion"])

    def _updated(self, document: Document, version_name: str) -> str:
        try:
            answer = self._call(
                "update_document", **_content(document, version_name), DocumentVersion="$LATEST"
            )
        except AwsError as error:
            if code_of(error) not in SAME_CONTENT:
                raise
            return str(self._described(document.name, DocumentVersion="$LATEST")["DocumentVersion"])
        return str(answer["DocumentDescription"]["DocumentVersion"])

    def _described(self, name: str, **which: str) -> dict[str, Any]:
        try:
            return dict(self._call("describe_document", Name=name, **which)["Document"])
        except AwsError as error:
            if code_of(error) not in NOT_THERE:
                raise
            return {}

    def _call(self, operation: str, **parameters: Any) -> Any:
        about = f"document `{parameters['Name']}`"
        return self._connection.call("ssm", operation, about=about, **parameters)


def _content(document: Document, version_name: str) -> dict[str, str]:
    return {
        "Name": document.name,
        "Content": document.text,
        "DocumentFormat": "YAML",
        "VersionName": version_name,
    }
