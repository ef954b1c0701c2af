"""Actions that call something: an API, a script, a function, another automation."""

from collections.abc import Mapping

from ssm_documents.validator.actions.action import Action

_API = ("Service* text", "Api* text")
_WAITS = (*_API, "PropertySelector* text", "DesiredValues* any")

ACTIONS: Mapping[str, Action] = {
    "aws:assertAwsResourceProperty": Action(
        "automation-action-assertAwsResourceProperty", _WAITS, others="api"
    ),
    "aws:executeAutomation": Action(
        "automation-action-executeAutomation",
        (
            "DocumentName! text",
            "DocumentVersion text",
            "RuntimeParameters map",
            "MaxConcurrency any",
            "MaxErrors any",
            "Tags list",
            "TargetLocations any",
            "TargetMaps list",
            "TargetParameterName text",
            "Targets any",
        ),
        ("Output", "ExecutionId", "Status"),
    ),
    "aws:executeAwsApi": Action("automation-action-executeAwsApi", _API, others="api"),
    "aws:executeScript": Action(
        "automation-action-executeScript",
        (
            "Runtime! text",
            "Handler text",
            "InputPayload any",
            "Script text",
            "Attachment text",
        ),
        ("Payload",),
    ),
    "aws:executeStateMachine": Action(
        "automation-action-executeStateMachine",
        ("stateMachineArn! text", "input any", "name text", "traceHeader text"),
        (
            "executionArn",
            "input",
            "name",
            "output",
            "startDate",
            "stateMachineArn",
            "status",
            "stopDate",
        ),
        others="undocumented",
    ),
    "aws:invokeLambdaFunction": Action(
        "automation-action-lamb",
        (
            "FunctionName! text",
            "Qualifier text",
            "InvocationType text Event|RequestResponse|DryRun",
            "LogType text None|Tail",
            "ClientContext any",
            "InputPayload any",
            "Payload any",
        ),
        ("StatusCode", "FunctionError", "LogResult", "Payload"),
    ),
    "aws:invokeWebhook": Action(
        "invoke-webhook",
        ("IntegrationName! text", "Body text"),
        ("Response", "ResponseCode"),
    ),
    "aws:runCommand": Action(
        "automation-action-runcommand",
        (
            "DocumentName! text",
            "DocumentVersion text",
            "InstanceIds list",
            "Targets list",
            "Parameters map",
            "CloudWatchOutputConfig map",
            "Comment text",
            "DocumentHash text",
            "DocumentHashType text Sha256|Sha1",
            "NotificationConfig map",
            "OutputS3BucketName text",
            "OutputS3KeyPrefix text",
            "OutputS3Region text",
            "ServiceRoleArn text",
            "TimeoutSeconds number",
            "AlarmConfiguration map",
            "MaxConcurrency any",
            "MaxErrors any",
        ),
        ("CommandId", "Status", "ResponseCode", "Output"),
        others="undocumented",
    ),
    "aws:waitForAwsResourceProperty": Action(
        "automation-action-waitForAwsResourceProperty", _WAITS, others="api"
    ),
}
