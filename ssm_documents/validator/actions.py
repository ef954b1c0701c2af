"""The automation actions: what each takes and what it gives, as data.

Source: the action pages of the user guide (`automation-action-<name>`). An input is written
`Name kind [a|b|c]`; `!` after the name says required, `*` required by a rule of its own. Kinds:
text, number, flag, list, map, any.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

API_ACTIONS = (
    "aws:executeAwsApi",
    "aws:waitForAwsResourceProperty",
    "aws:assertAwsResourceProperty",
)
GATES = ("aws:approve", "aws:pause")


@dataclass(frozen=True)
class Input:
    """One documented input of an action."""

    name: str
    kind: str
    required: bool = False
    judged_elsewhere: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """One action: inputs, outputs that every step of it has, and its page in the guide.

    `is_open` marks actions that pass inputs on to an API, so that the page names only some of them.
    `outputs_are_known` is False where a step may declare its own.
    """

    page: str
    written: tuple[str, ...]
    outputs: tuple[str, ...] = ()
    is_open: bool = False
    declares_outputs: bool = False
    other: tuple[str, ...] = field(default=())

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """The documented inputs by name."""
        return {entry.name: entry for entry in map(_input, (*self.written, *self.other))}


def _input(written: str) -> Input:
    name, kind, *values = written.split(" ", 2)
    return Input(
        name.rstrip("!*"),
        kind,
        required=name.endswith(("!", "*")),
        judged_elsewhere=name.endswith("*"),
        values=tuple(values[0].split("|")) if values else (),
    )


_API = ("Service* text", "Api* text")
_WAITS = (*_API, "PropertySelector* text", "DesiredValues* any")

ACTIONS: Mapping[str, Action] = {
    "aws:approve": Action(
        "automation-action-approve",
        (
            "Approvers* list",
            "NotificationArn text",
            "Message text",
            "MinRequiredApprovals number",
        ),
        ("ApprovalStatus", "ApproverDecisions"),
    ),
    "aws:assertAwsResourceProperty": Action(
        "automation-action-assertAwsResourceProperty", _WAITS, is_open=True, declares_outputs=True
    ),
    "aws:branch": Action("automation-action-branch", ("Choices* list", "Default text")),
    "aws:changeInstanceState": Action(
        "automation-action-changestate",
        (
            "InstanceIds! list",
            "DesiredState! text running|stopped|terminated",
            "CheckStateOnly flag",
            "Force flag",
            "AdditionalInfo text",
        ),
        ("InstanceIds", "InstanceStates"),
    ),
    "aws:copyImage": Action(
        "automation-action-copyimage",
        (
            "SourceImageId! text",
            "SourceRegion! text",
            "ImageName! text",
            "ImageDescription text",
            "Encrypted flag",
            "KmsKeyId text",
            "ClientToken text",
        ),
        ("ImageId", "ImageState"),
        is_open=True,
    ),
    "aws:createImage": Action(
        "automation-action-create",
        (
            "InstanceId! text",
            "ImageName! text",
            "ImageDescription text",
            "NoReboot flag",
            "BlockDeviceMappings any",
            "TagSpecifications list",
        ),
        ("ImageId", "ImageState"),
        is_open=True,
    ),
    "aws:createStack": Action(
        "automation-action-createstack",
        (
            "StackName! text",
            "Capabilities list",
            "ClientRequestToken text",
            "DisableRollback flag",
            "NotificationARNs list",
            "OnFailure text DO_NOTHING|ROLLBACK|DELETE",
            "Parameters list",
            "ResourceTypes list",
            "RoleARN text",
            "StackPolicyBody text",
            "StackPolicyURL text",
            "Tags list",
            "TemplateBody text",
            "TemplateURL text",
            "TimeoutInMinutes number",
        ),
        ("StackId", "StackStatus", "StackStatusReason"),
    ),
    "aws:createTags": Action(
        "automation-action-createtag",
        (
            "ResourceIds! list",
            "Tags! list",
            "ResourceType text EC2|ManagedInstance|MaintenanceWindow|Parameter",
        ),
    ),
    "aws:deleteImage": Action("automation-action-delete", ("ImageId! text",)),
    "aws:deleteStack": Action(
        "automation-action-deletestack",
        (
            "StackName! text",
            "ClientRequestToken text",
            "RetainResources list",
            "RetainResources.member.N list",
            "RoleARN text",
        ),
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
    "aws:executeAwsApi": Action(
        "automation-action-executeAwsApi", _API, is_open=True, declares_outputs=True
    ),
    "aws:executeScript": Action(
        "automation-action-executeScript",
        (
            "Runtime! text",
            "Handler text",
            "InputPayload map",
            "Script text",
            "Attachment text",
        ),
        ("Payload",),
        declares_outputs=True,
    ),
    "aws:executeStateMachine": Action(
        "automation-action-executeStateMachine",
        ("stateMachineArn! text", "input any", "name text"),
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
        is_open=True,
        declares_outputs=True,
        other=("traceHeader text",),
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
        declares_outputs=True,
    ),
    "aws:invokeWebhook": Action(
        "invoke-webhook",
        ("IntegrationName! text", "Body text"),
        ("Response", "ResponseCode"),
    ),
    "aws:loop": Action(
        "automation-action-loop",
        (
            "Steps* list",
            "Iterators list",
            "IteratorDataType text Boolean|Integer|String|StringMap",
            "LoopCondition map",
            "MaxIterations number",
        ),
        ("CurrentIteration", "CurrentIteratorValue"),
    ),
    "aws:pause": Action("automation-action-pause", ()),
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
        ),
        ("CommandId", "Status", "ResponseCode", "Output"),
        is_open=True,
        other=("AlarmConfiguration map", "MaxConcurrency any", "MaxErrors any"),
    ),
    "aws:runInstances": Action(
        "automation-action-runinstance",
        (
            "ImageId! text",
            "InstanceType text",
            "MinInstanceCount number",
            "MaxInstanceCount number",
            "AdditionalInfo text",
            "BlockDeviceMappings list",
            "ClientToken text",
            "DisableApiTermination flag",
            "EbsOptimized flag",
            "IamInstanceProfileArn text",
            "IamInstanceProfileName text",
            "InstanceInitiatedShutdownBehavior text",
            "KernelId text",
            "KeyName text",
            "Monitoring flag",
            "NetworkInterfaces list",
            "Placement map",
            "PrivateIpAddress text",
            "RamdiskId text",
            "SecurityGroupIds list",
            "SecurityGroups list",
            "SubnetId text",
            "TagSpecifications list",
            "UserData text",
        ),
        ("InstanceIds", "InstanceStates"),
        is_open=True,
        other=("MetadataOptions map", "CreditSpecification map", "LaunchTemplate map"),
    ),
    "aws:sleep": Action("automation-action-sleep", ("Duration text", "Timestamp text")),
    "aws:updateVariable": Action("automation-action-update-variable", ("Name* text", "Value! any")),
    "aws:waitForAwsResourceProperty": Action(
        "automation-action-waitForAwsResourceProperty", _WAITS, is_open=True, declares_outputs=True
    ),
}

EVERY_OUTPUT = "OutputPayload"
"""An output that steps have besides the documented ones."""

RUNTIMES = ("python3.10", "python3.11", "PowerShell 7.4")
RETIRED_RUNTIMES = (
    "python3.6",
    "python3.7",
    "python3.8",
    "python3.9",
    "PowerShell Core 6.0",
    "PowerShell 7.0",
)
OUTPUT_TYPES = ("Boolean", "Integer", "MapList", "String", "StringList", "StringMap")
