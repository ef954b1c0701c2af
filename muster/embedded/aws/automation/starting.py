"""Makes an execution out of a start request: document, parameters, principal, planned steps."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.document import Document
from muster.embedded.aws.automation.execution import Execution, StepExecution
from muster.embedded.aws.automation.parameters import InvalidParametersError, bound
from muster.embedded.aws.automation.references import resolved
from muster.embedded.aws.kit import AwsError, Call

NOT_MODELLED = (
    "Targets",
    "TargetMaps",
    "TargetParameterName",
    "TargetLocations",
    "TargetLocationsURL",
)

MOST_TAGS = 5


def new_execution(automation: Automation, call: Call) -> Execution:
    """The execution that a StartAutomationExecution asks for, not begun. Raises its `AwsError`s."""
    _refuse_what_cannot_be(call.params)
    document = automation.library.document(
        call.params["DocumentName"],
        call.params.get("DocumentVersion", "$DEFAULT"),
        account=call.account,
        region=call.region,
    )
    parameters = _parameters(document, call.params.get("Parameters") or {})
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
        text = f"An execution takes {MOST_TAGS} tags at its start"
        raise AwsError("InvalidAutomationExecutionParametersException", text)
    if params.get("Mode", "Auto") != "Auto":
        text = "Mode Interactive: the embedded AWS runs automations in mode Auto only"
        raise AwsError("InvalidAutomationExecutionParametersException", text)


def _parameters(document: Document, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    try:
        return bound(document.parameters, given)
    except InvalidParametersError as error:
        code = "InvalidAutomationExecutionParametersException"
        raise AwsError(code, str(error)) from error


def _role(document: Document, parameters: Mapping[str, Any]) -> str:
    role = resolved(document.assume_role, lambda name: parameters.get(name, ""))
    if role and ":role/" not in role:
        code = "InvalidAutomationExecutionParametersException"
        raise AwsError(code, "The defined assume role is unable to be assumed.")
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
