"""aws:runCommand (User Guide, "aws:runCommand"): SendCommand, and wait for every instance."""

from typing import Any

from muster.embedded.aws.automation.actions.action import HOUR, Action, Outcome, StepRun
from muster.embedded.aws.automation.actions.api import call
from muster.embedded.aws.automation.failures import StepFailed

MOST_INSTANCES = 50
_RUNNING = frozenset({"Pending", "InProgress", "Delayed"})
_PASSED_ON = frozenset(
    {
        "InstanceIds",
        "Targets",
        "Parameters",
        "Comment",
        "TimeoutSeconds",
        "MaxConcurrency",
        "MaxErrors",
        "DocumentHash",
        "DocumentHashType",
        "DocumentVersion",
        "NotificationConfig",
        "OutputS3BucketName",
        "OutputS3KeyPrefix",
        "ServiceRoleArn",
        "CloudWatchOutputConfig",
    }
)


def run(step: StepRun) -> Outcome:
    """Send and wait. One invocation that does not succeed fails the step."""
    if len(step.inputs.get("InstanceIds", ())) > MOST_INSTANCES:
        raise StepFailed(f"InstanceIds has over {MOST_INSTANCES} entries", stage="InputValidation")
    command = call(step, "ssm", "SendCommand", step.inputs)["Command"]["CommandId"]
    invocations = _ended(step, command)
    bad = [found for found in invocations if found["Status"] != "Success"]
    shown = (bad or invocations)[-1:]
    outputs = {"CommandId": command, **_outputs(shown)}
    if bad:
        failed = ", ".join(f"{found['InstanceId']} {found['Status']}" for found in bad)
        step.record.outputs = outputs
        raise StepFailed(f"Command {command} did not succeed: {failed}", kind="CommandFailed")
    return Outcome(outputs, response_code=outputs["ResponseCode"])


def _ended(step: StepRun, command: str) -> list[dict[str, Any]]:
    while True:
        arguments = {"CommandId": command, "Details": True}
        answer = call(step, "ssm", "ListCommandInvocations", arguments)
        invocations: list[dict[str, Any]] = answer["CommandInvocations"]
        if not any(found["Status"] in _RUNNING for found in invocations):
            return invocations
        step.run.sleep(step.run.automation.settings.poll_seconds)


def _outputs(shown: list[dict[str, Any]]) -> dict[str, str]:
    plugins = [plugin for found in shown for plugin in found.get("CommandPlugins", ())]
    code = str(plugins[-1]["ResponseCode"]) if plugins else "0"
    output = str(plugins[-1].get("Output", "")) if plugins else ""
    status = str(shown[-1]["Status"]) if shown else "Success"
    return {"Status": status, "ResponseCode": code, "Output": output}


ACTION = Action(
    name="aws:runCommand",
    run=run,
    required=frozenset({"DocumentName"}),
    optional=_PASSED_ON,
    outputs=frozenset({"CommandId", "Status", "ResponseCode", "Output"}),
    timeout=HOUR,
)
