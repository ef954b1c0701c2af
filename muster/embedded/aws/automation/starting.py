"""Makes an execution out of a start request: document, parameters, principal, planned steps."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.document import Document
from muster.embedded.aws.automation.execution import Execution, StepExecution
from muster.embedded.aws.automation.parameters import InvalidParametersError, bound
from muster.embedded.aws.automation.references import resolved
from muster.embedded.aws.automation.tagging import MOST_TAGS
from muster.embedded.aws.kit import AwsError, Call

NOT_MODELLED = (
    "Targets",
    "TargetMaps",
    "TargetParameterName",
    "TargetLocations",
    "TargetLocationsURL",
)

LARGEST = 64 * 1024
_STORED = re.compile(r"\{\{\s*ssm:([^{}\s]+)\s*\}\}")


def new_execution(automation: Automation, call: Call) -> Execution:
    """The execution that a StartAutomationExecution asks for, not begun. Raises its `AwsError`s."""
    _refuse_what_cannot_be(call.params)
    document = automation.library.document(
        call.params["DocumentName"],
        call.params.get("DocumentVersion", "$DEFAULT"),
        account=call.account,
        region=call.region,
    )
    parameters = _parameters(automation, call, document)
    execution_id = automation.world.new_uuid()
    parent = automation.parents.pop(call.params.get("ClientToken", ""), None)
    role = _role(document, parameters)
    execution = Execution(
        execution_id=execution_id,
        document=document,
        account=call.account,
        region=call.region,
        executed_by=call.principal.arn,
        principal=_session(role, execution_id) if role else call.principal.arn,
        parameters=parameters,
        started=automation.world.clock.now(),
        mode=call.params.get("Mode", "Auto"),
        parent_id=parent.execution_id if parent else None,
        depth=parent.depth + 1 if parent else 0,
        tags={tag["Key"]: tag["Value"] for tag in call.params.get("Tags", ())},
        variables=_variables(document),
    )
    _plan(automation, execution)
    return execution


def fingerprint(params: Mapping[str, Any]) -> str:
    """What must be the same for two requests with one ClientToken."""
    return json.dumps({k: v for k, v in params.items() if k != "ClientToken"}, sort_keys=True)


def _refuse_what_cannot_be(params: Mapping[str, Any]) -> None:
    """`AwsError` for rate control, several accounts or Regions, and step-by-step mode."""
    asked = [name for name in NOT_MODELLED if params.get(name)]
    if asked:
        text = f"{', '.join(asked)}: the embedded AWS runs automations in one place only"
        raise AwsError("InvalidTarget", text)
    if len(params.get("Tags") or ()) > MOST_TAGS:
        raise _invalid(f"An execution takes {MOST_TAGS} tags at its start")
    if params.get("Mode", "Auto") != "Auto":
        raise _invalid("Mode Interactive: the embedded AWS runs automations in mode Auto only")


def _parameters(automation: Automation, call: Call, document: Document) -> dict[str, Any]:
    given: Mapping[str, Sequence[str]] = call.params.get("Parameters") or {}
    if document.size + len(json.dumps(given)) > LARGEST:
        raise _invalid(f"The document and its parameters have more than {LARGEST} bytes")
    try:
        values = bound(document.parameters, given)
    except InvalidParametersError as error:
        raise _invalid(str(error)) from error
    return {name: _from_store(automation, call, value) for name, value in values.items()}


def _from_store(automation: Automation, call: Call, value: Any) -> Any:
    """A default such as `{{ssm:/path}}` is that of Parameter Store (User Guide, "Variables")."""
    asked = _STORED.fullmatch(value) if isinstance(value, str) else None
    if asked is None:
        return value
    client = automation.world.client("ssm", principal=call.principal.arn, region=call.region)
    try:
        found = client.get_parameter(Name=asked[1])["Parameter"]
    except ClientError as error:
        raise _invalid(f"Parameter Store has no {asked[1]}") from error
    return found["Value"].split(",") if found["Type"] == "StringList" else found["Value"]


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidAutomationExecutionParametersException", message)


def _role(document: Document, parameters: Mapping[str, Any]) -> str:
    role = resolved(document.assume_role, lambda name: parameters.get(name, ""))
    if role and ":role/" not in role:
        raise _invalid("The defined assume role is unable to be assumed.")
    return str(role)


def _session(role: str, execution_id: str) -> str:
    account, name = role.split(":")[4], role.rpartition("/")[2]
    return f"arn:aws:sts::{account}:assumed-role/{name}/Automation-{execution_id}"


def _variables(document: Document) -> dict[str, Any]:
    declared = document.variables.items()
    return {name: kind["default"] for name, kind in declared if "default" in kind}


def _plan(automation: Automation, execution: Execution) -> None:
    steps = [StepExecution(automation.world.new_uuid(), step) for step in execution.document.steps]
    execution.steps = steps
    execution.planned = {record.step.name: record for record in steps}
