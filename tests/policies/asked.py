"""A call in the journal of the embedded AWS, as what IAM would be asked about it.

One call may need several permissions, of several resources each: all must be allowed.
Sources: Service Authorization Reference, the page of each service.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from muster.embedded.aws.journal import Entry

DRS = "drs.amazonaws.com"
VIA_DRS = {"aws:viaawsservice": "true", "aws:calledvia": [DRS]}


@dataclass(frozen=True)
class Request:
    """One question to IAM; keys of the context in lower case."""

    principal: str
    action: str
    resource: str
    region: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self):
        return vars(self)


class Translator:
    """Knows what the journal alone does not tell: tags of things, roles of documents."""

    def __init__(self, server_tags, instance_tags, execution_tags, document_roles):
        self._server_tags = server_tags
        self._instance_tags = instance_tags
        self._execution_tags = execution_tags  # as they were given at the start
        self._document_roles = document_roles

    def requests(self, entry: Entry) -> Iterator[Request]:
        """What IAM is asked about one call."""
        asked = ASKED.get(entry.name, ASKED.get(entry.service, _everything))
        for action, resource, context in asked(self, entry):
            via = VIA_DRS if entry.service == "ec2" and not _ours(entry) else {}
            yield Request(entry.principal.arn, action, resource, entry.region, {**via, **context})

    def table(self, entry):
        """DynamoDB: a transaction needs the permission of each of its actions."""
        for action, item in _items(entry):
            keys = item.get("Key") or item.get("Item")
            led = keys["pk"]["S"] if keys else item["ExpressionAttributeValues"][":pk"]["S"]
            named = {*(keys or ()), *(item.get("ExpressionAttributeNames") or {}).values()}
            context = {"dynamodb:leadingkeys": [led], "dynamodb:attributes": sorted(named)}
            table = _arn(entry, "dynamodb", f"table/{item['TableName']}")
            yield f"dynamodb:{action}", table, context

    def whole_table(self, entry):
        yield entry.name, _arn(entry, "dynamodb", f"table/{entry.params['TableName']}"), {}

    def start_recovery(self, entry):
        job_tags = _tags("aws:requesttag", entry.params.get("tags") or {})
        for server in entry.params["sourceServers"]:
            name = server["sourceServerID"]
            tags = _tags("aws:resourcetag", self._server_tags.get(name, {}))
            yield entry.name, _arn(entry, "drs", f"source-server/{name}"), {**tags, **job_tags}
        yield "drs:TagResource", _arn(entry, "drs", "job/drsjob-0"), job_tags

    def terminate_recovery_instances(self, entry):
        for name in entry.params["recoveryInstanceIDs"]:
            yield entry.name, _arn(entry, "drs", f"recovery-instance/{name}"), {}

    def run_instances(self, entry):
        tags = entry.params.get("TagSpecifications") or ()
        given = {tag["Key"]: tag["Value"] for spec in tags for tag in spec["Tags"]}
        requested = _tags("aws:requesttag", given)
        instance = _arn(entry, "ec2", "instance/*")
        yield entry.name, instance, requested
        kinds = ["volume", "network-interface", "subnet", "security-group"]
        kinds += ["launch-template"] * ("LaunchTemplate" in entry.params)
        for kind in kinds:
            yield entry.name, _arn(entry, "ec2", f"{kind}/made-or-used"), {}
        yield entry.name, f"arn:aws:ec2:{entry.region}::image/ami-0", {}
        yield "ec2:CreateTags", instance, {"ec2:createaction": "RunInstances"}

    def create_launch_template(self, entry):
        tags = entry.params.get("TagSpecifications") or ()
        given = {tag["Key"]: tag["Value"] for spec in tags for tag in spec["Tags"]}
        template = _arn(entry, "ec2", "launch-template/*")
        yield entry.name, template, _tags("aws:requesttag", given)
        yield "ec2:CreateTags", template, {"ec2:createaction": "CreateLaunchTemplate"}

    def change_instances(self, entry):
        for name in entry.params["InstanceIds"]:
            tags = _tags("aws:resourcetag", self._instance_tags.get(name, {}))
            yield entry.name, _arn(entry, "ec2", f"instance/{name}"), tags

    def start_automation(self, entry):
        name, given = entry.params["DocumentName"].rpartition("/")[2], entry.params.get("Tags")
        requested = _tags("aws:requesttag", _named(given or ()))
        for kind in (f"automation-definition/{name}:1", f"document/{name}"):
            yield entry.name, _arn(entry, "ssm", kind), requested
        new = _arn(entry, "ssm", "automation-execution/new")
        yield entry.name, new, requested
        if given:
            keys = [tag["Key"] for tag in given]
            yield "ssm:AddTagsToResource", new, {**requested, "aws:tagkeys": keys}
        role = self._document_roles.get(name)
        if role:
            yield "iam:PassRole", role, {"iam:passedtoservice": "ssm.amazonaws.com"}

    def on_execution(self, entry):
        name = entry.params["AutomationExecutionId"]
        tags = _tags("aws:resourcetag", self._execution_tags.get(name, {}))
        yield entry.name, _arn(entry, "ssm", f"automation-execution/{name}"), tags

    def tag_execution(self, entry):
        name, given = entry.params["ResourceId"], _named(entry.params["Tags"])
        requested = {**_tags("aws:requesttag", given), "aws:tagkeys": list(given)}
        had = _tags("aws:resourcetag", self._execution_tags.setdefault(name, {}))
        yield entry.name, _arn(entry, "ssm", f"automation-execution/{name}"), {**requested, **had}
        self._execution_tags[name].update(given)  # from now on

    def on_document(self, entry):
        name = entry.params["Name"]
        yield entry.name, _arn(entry, "ssm", f"document/{name}"), {}
        role = self._document_roles.get(name)
        if role and entry.operation in ("CreateDocument", "UpdateDocument"):
            yield "iam:PassRole", role, {"iam:passedtoservice": "ssm.amazonaws.com"}

    def send_command(self, entry):
        document = entry.params["DocumentName"]
        yield entry.name, f"arn:aws:ssm:{entry.region}::document/{document}", {}
        for name in entry.params["InstanceIds"]:
            tags = _tags("aws:resourcetag", self._instance_tags.get(name, {}))
            yield entry.name, _arn(entry, "ec2", f"instance/{name}"), tags

    def quota(self, entry):
        yield f"servicequotas:{entry.operation}", "*", {}

    def put_events(self, entry):
        for event in entry.params["Entries"]:
            context = {"events:source": event["Source"], "events:detail-type": event["DetailType"]}
            yield entry.name, _arn(entry, "events", "event-bus/default"), context

    def publish(self, entry):
        yield entry.name, entry.params["TopicArn"], {}

    def invoke(self, entry):
        name = entry.params["FunctionName"].rpartition(":function:")[2].partition(":")[0]
        yield "lambda:InvokeFunction", _arn(entry, "lambda", f"function:{name}"), {}

    def assume(self, entry):
        yield entry.name, entry.params["RoleArn"], {}

    def secret(self, entry):
        name = entry.params["SecretId"]
        yield entry.name, _arn(entry, "secretsmanager", f"secret:{name}-AbCdEf"), {}


def _everything(_translator, entry):
    """For actions that know no resource; one service is called otherwise by IAM."""
    yield entry.name.replace("service-quotas:", "servicequotas:"), "*", {}


def _items(entry):
    if entry.operation == "BatchGetItem":
        for table, asked in entry.params["RequestItems"].items():
            for key in asked["Keys"]:
                yield entry.operation, {"TableName": table, "Key": key}
        return
    if entry.operation != "TransactWriteItems":
        yield entry.operation, entry.params
        return
    names = {"ConditionCheck": "ConditionCheckItem"}
    for item in entry.params["TransactItems"]:
        for kind, request in item.items():
            yield names.get(kind, f"{kind}Item"), request


def _ours(entry):
    """Calls that a script makes itself; all others on EC2 are DRS's, in the script's name."""
    launches = any(
        f"/{role}/" in entry.principal.arn for role in ("muster-automation", "muster-spoke")
    )
    return entry.operation == "DescribeInstanceStatus" or not launches


def _named(tags):
    return {tag["Key"]: tag["Value"] for tag in tags}


def _tags(prefix, tags):
    return {f"{prefix}/{key}".lower(): value for key, value in tags.items()}


def _arn(entry, service, resource):
    return f"arn:aws:{service}:{entry.region}:{entry.principal.account}:{resource}"


ASKED = {
    "dynamodb": Translator.table,
    "dynamodb:CreateTable": Translator.whole_table,
    "dynamodb:DescribeTable": Translator.whole_table,
    "drs:StartRecovery": Translator.start_recovery,
    "drs:TerminateRecoveryInstances": Translator.terminate_recovery_instances,
    "ec2:CreateLaunchTemplate": Translator.create_launch_template,
    "ec2:RunInstances": Translator.run_instances,
    "ec2:StartInstances": Translator.change_instances,
    "ec2:StopInstances": Translator.change_instances,
    "ec2:TerminateInstances": Translator.change_instances,
    "events:PutEvents": Translator.put_events,
    "lambda:Invoke": Translator.invoke,
    "secretsmanager:GetSecretValue": Translator.secret,
    "service-quotas": Translator.quota,
    "sns:Publish": Translator.publish,
    "ssm:AddTagsToResource": Translator.tag_execution,
    "ssm:CreateDocument": Translator.on_document,
    "ssm:DeleteDocument": Translator.on_document,
    "ssm:DescribeDocument": Translator.on_document,
    "ssm:DescribeAutomationStepExecutions": Translator.on_execution,
    "ssm:GetDocument": Translator.on_document,
    "ssm:ListDocumentVersions": Translator.on_document,
    "ssm:GetAutomationExecution": Translator.on_execution,
    "ssm:SendCommand": Translator.send_command,
    "ssm:SendAutomationSignal": Translator.on_execution,
    "ssm:StartAutomationExecution": Translator.start_automation,
    "ssm:StopAutomationExecution": Translator.on_execution,
    "ssm:UpdateDocument": Translator.on_document,
    "ssm:UpdateDocumentDefaultVersion": Translator.on_document,
    "sts:AssumeRole": Translator.assume,
}
