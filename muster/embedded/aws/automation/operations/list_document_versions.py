"""ListDocumentVersions (API reference, same name), which moto's document store does not have."""

from typing import Any

from botocore.exceptions import ClientError

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.library import service_principal
from muster.embedded.aws.automation.listing import page
from muster.embedded.aws.kit import AwsError, Call

_TAKEN = ("Name", "DocumentVersion", "VersionName", "CreatedDate", "DocumentFormat", "Status")


def handle(automation: Automation, call: Call) -> dict[str, Any]:
    """Every version, the latest first. `AwsError` InvalidDocument if there is no such document."""
    principal = service_principal(call.account)
    client = automation.world.client("ssm", principal=principal, region=call.region)
    name = call.params["Name"]
    try:
        document = client.describe_document(Name=name)["Document"]
    except ClientError as error:
        raise AwsError("InvalidDocument", f"Document {name} does not exist") from error
    numbers = range(int(document["LatestVersion"]), 0, -1)
    versions = [version for number in numbers for version in _version(client, name, number)]
    default = document["DefaultVersion"]
    return page(call.params, "DocumentVersions", versions, lambda one: _view(one, default))


def _version(client: Any, name: str, number: int) -> list[dict[str, Any]]:
    try:
        return [client.describe_document(Name=name, DocumentVersion=str(number))["Document"]]
    except ClientError:  # deleted
        return []


def _view(document: dict[str, Any], default: str) -> dict[str, Any]:
    taken = {name: document[name] for name in _TAKEN if document.get(name) is not None}
    return {**taken, "IsDefaultVersion": document["DocumentVersion"] == default}
