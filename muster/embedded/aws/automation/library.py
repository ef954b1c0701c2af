"""Where documents come from: the SSM document store of the account; each is parsed once."""

from botocore.exceptions import ClientError

from muster.embedded.aws.automation.checks import document_mistakes
from muster.embedded.aws.automation.document import Document, InvalidDocumentError, parsed
from muster.embedded.aws.context import Context
from muster.embedded.aws.kit import AwsError

SERVICE_ROLE = "AWSServiceRoleForAmazonSSM"
_NOT_FOUND = {
    "InvalidDocument": "AutomationDefinitionNotFoundException",
    "InvalidDocumentVersion": "AutomationDefinitionVersionNotFoundException",
}


def service_principal(account: str) -> str:
    """Whom SSM's own calls come from, apart from those of any automation."""
    return f"arn:aws:sts::{account}:assumed-role/{SERVICE_ROLE}/automation"


class Library:
    """The documents of every account and Region."""

    def __init__(self, world: Context) -> None:
        self._world = world
        self._parsed: dict[tuple[str, str, str], Document] = {}

    def document(self, name: str, version: str, *, account: str, region: str) -> Document:
        """The document `name` (a name or an ARN), `version` `$DEFAULT`, `$LATEST` or a number.

        `AwsError` as StartAutomationExecution has it if there is none, or it cannot be run.
        """
        owner, short = _owner_and_name(name, account)
        client = self._world.client("ssm", principal=service_principal(owner), region=region)
        try:
            found = client.get_document(Name=short, DocumentVersion=version)
        except ClientError as error:
            code = _NOT_FOUND.get(error.response["Error"]["Code"])
            if code is None:
                raise
            raise AwsError(code, f"Document {name} version {version} does not exist") from error
        if found.get("DocumentType") != "Automation":
            code = "AutomationDefinitionNotFoundException"
            raise AwsError(code, f"Document {name} is no Automation document")
        return self._known(short, found["DocumentVersion"], found["Content"])

    def _known(self, name: str, version: str, content: str) -> Document:
        key = (name, version, content)
        if key not in self._parsed:
            self._parsed[key] = _checked(content, name, version)
        return self._parsed[key]


def _checked(content: str, name: str, version: str) -> Document:
    try:
        document = parsed(content, name=name, version=version)
        mistakes = document_mistakes(document)
    except InvalidDocumentError as error:
        mistakes = list(error.mistakes)
    if mistakes:
        text = f"Document {name} version {version} cannot be run: {'; '.join(mistakes)}"
        raise AwsError("InvalidAutomationExecutionParametersException", text)
    return document


def _owner_and_name(name: str, account: str) -> tuple[str, str]:
    if not name.startswith("arn:"):
        return account, name
    head, _, short = name.partition(":document/")
    return head.rpartition(":")[2] or account, short
