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
    "ssm:DeleteDocument",
    "ssm:DescribeDocument",
    "ssm:GetDocument",
    "ssm:ListDocuments",
    "ssm:UpdateDocument",
    "ssm:UpdateDocumentDefaultVersion",
)
NOT_THERE = frozenset({"InvalidDocument", "InvalidDocumentVersion"})
SAME_CONTENT = frozenset({"DuplicateDocumentContent", "DuplicateDocumentVersionName"})
THERE_ALREADY = "DocumentAlreadyExists"
PAGE = 50
"""The most that ListDocuments gives at once (SSM API, DocumentIdentifierList)."""


class SsmDocuments:
    """The `Documents` of one account and Region."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, document: Document) -> str:
        """The version that holds this very content, made if there is none; not yet the default."""
        found = self._described(document.name, VersionName=document.label)
        if found:
            return str(found["DocumentVersion"])
        return self._created(document) or self._updated(document)

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
            label=str(found.get("VersionName") or ""),
        )

    def text(self, name: str, version: str = "") -> str:
        """The content of a version as YAML, else of the default one; empty: no such."""
        which = {"DocumentVersion": version} if version else {}
        try:
            found = self._call("get_document", Name=name, DocumentFormat="YAML", **which)
        except AwsError as error:
            if code_of(error) not in NOT_THERE:
                raise
            return ""
        return str(found["Content"])

    def names(self) -> tuple[str, ...]:
        """The documents that this account owns in this Region, whoever made them."""
        asked: dict[str, Any] = {
            "Filters": [{"Key": "Owner", "Values": ["Self"]}],
            "MaxResults": PAGE,
        }
        found: list[str] = []
        while True:
            answer = self._connection.call("ssm", "list_documents", about="documents", **asked)
            found += [str(entry["Name"]) for entry in answer.get("DocumentIdentifiers") or ()]
            if not answer.get("NextToken"):
                return tuple(sorted(found))
            asked["NextToken"] = answer["NextToken"]

    def delete(self, name: str) -> None:
        """Take the document away, with all its versions."""
        try:
            self._call("delete_document", Name=name)
        except AwsError as error:
            if code_of(error) not in NOT_THERE:
                raise

    def _created(self, document: Document) -> str:
        try:
            answer = self._call("create_document", **_content(document), DocumentType="Automation")
        except AwsError as error:
            if code_of(error) != THERE_ALREADY:
                raise
            return ""
        return str(answer["DocumentDescription"]["DocumentVersion"])

    def _updated(self, document: Document) -> str:
        try:
            answer = self._call("update_document", **_content(document), DocumentVersion="$LATEST")
        except AwsError as error:
            same = code_of(error) in SAME_CONTENT and self._holding(document)
            if not same:
                raise
            return same
        return str(answer["DocumentDescription"]["DocumentVersion"])

    def _holding(self, document: Document) -> str:
        """The version of the same text that somebody else made; empty if it is not found."""
        for which in ("$LATEST", "$DEFAULT"):
            if self.text(document.name, which) == document.text:
                return str(self._described(document.name, DocumentVersion=which)["DocumentVersion"])
        return ""

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


def _content(document: Document) -> dict[str, str]:
    return {
        "Name": document.name,
        "Content": document.text,
        "DocumentFormat": "YAML",
        "VersionName": document.label,
    }
