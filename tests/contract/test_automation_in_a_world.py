"""The automation service behind the real front, with moto beside it: shapes hold, doors work."""

import json

import pytest
from botocore.exceptions import ClientError
from fakes.automation_world import script, statuses, step, step_of

from muster.embedded.aws.faults.script import load_faults
from muster.embedded.aws.seeds import Inventory
from muster.embedded.aws.world import World

ACCOUNT, REGION, START = "123456789012", "us-west-2", 1_760_000_000.0
ROLE = f"arn:aws:iam::{ACCOUNT}:role/muster-automation"


class Stage:
    """A world, and what a person does with the aws CLI."""

    def __init__(self, faults=""):
        script_of_faults = {"faults": load_faults(faults)} if faults else {}
        self.world = World(Inventory(), start=START, seed=5, **script_of_faults)
        self.ssm = self.client("ssm")

    def client(self, service, user="operator"):
        principal = f"arn:aws:iam::{ACCOUNT}:user/{user}"
        return self.world.client(service, principal=principal, region=REGION)

    def start(self, steps, name="runbook", **parts):
        content = {"schemaVersion": "0.3", "assumeRole": ROLE, "mainSteps": steps, **parts}
        self.ssm.create_document(Name=name, Content=json.dumps(content), DocumentType="Automation")
        return self.ssm.start_automation_execution(DocumentName=name)["AutomationExecutionId"]

    def get(self, execution_id):
        answer = self.ssm.get_automation_execution(AutomationExecutionId=execution_id)
        return answer["AutomationExecution"]

    def run(self, steps, **parts):
        execution_id = self.start(steps, **parts)
        self.pass_(3600)
        return self.get(execution_id)

    def pass_(self, seconds):
        self.world.clock.advance_to(self.world.clock.now() + seconds)


@pytest.fixture
def stage(request):
    stage = Stage(getattr(request, "param", ""))
    yield stage
    stage.world.close()


TABLE = [
    "import boto3",
    "db = boto3.client('dynamodb')",
    "keys = [{'AttributeName': 'pk', 'KeyType': 'HASH'}]",
    "kinds = [{'AttributeName': 'pk', 'AttributeType': 'S'}]",
    "given = {'KeySchema': keys, 'AttributeDefinitions': kinds, 'BillingMode': 'PAY_PER_REQUEST'}",
    "db.create_table(TableName='t', **given)",
]


def test_scripts_share_tables_with_everybody(stage):
    body = [*TABLE, "db.put_item(TableName='t', Item={'pk': {'S': 'a'}, 'n': {'N': '1'}})"]

    stage.run([script(body)])

    item = stage.client("dynamodb").get_item(TableName="t", Key={"pk": {"S": "a"}})["Item"]
    assert item == {"pk": {"S": "a"}, "n": {"N": "1"}}


def test_a_resource_converts_its_own_calls_and_no_others(stage):
    body = [
        *TABLE,
        "boto3.resource('dynamodb').Table('t').put_item(Item={'pk': 'a', 'n': 1})",
        "db.put_item(TableName='t', Item={'pk': {'S': 'b'}})",
        "items = boto3.resource('dynamodb').Table('t').scan()['Items']",
        "return [int(item['n']) for item in items if 'n' in item]",
    ]

    execution = stage.run([script(body)])

    assert step_of(execution, "Script")["Outputs"]["Payload"] == ["1"]


def test_a_spoke_role_acts_in_its_own_account(stage):
    body = [
        "import boto3",
        "role = 'arn:aws:iam::222222222222:role/spoke'",
        "answer = boto3.client('sts').assume_role(RoleArn=role, RoleSessionName='muster')",
        "key = {'aws_access_key_id': answer['Credentials']['AccessKeyId']}",
        "return boto3.client('sts', **key).get_caller_identity()['Arn']",
    ]

    execution = stage.run([script(body)])

    arn = "arn:aws:sts::222222222222:assumed-role/spoke/muster"
    assert step_of(execution, "Script")["Outputs"]["Payload"] == [arn]


def test_approvals_pass_the_front(stage):
    gate = step("Gate", "aws:approve", {"Approvers": ["approver"]})
    execution_id = stage.start([gate, step("End", "aws:sleep", {"Duration": "PT1S"})])
    stage.pass_(60)

    with pytest.raises(stage.ssm.exceptions.InvalidAutomationSignalException):
        stage.ssm.send_automation_signal(AutomationExecutionId=execution_id, SignalType="Approve")
    stage.client("ssm", "approver").send_automation_signal(
        AutomationExecutionId=execution_id,
        SignalType="Approve",
        Payload={"Comment": ["by Ann, of wave 1"]},
    )
    stage.pass_(60)

    assert stage.get(execution_id)["AutomationExecutionStatus"] == "Success"


def test_every_answer_keeps_to_the_model(stage):
    inner = script("raise ValueError('x' * 2000)", "Inner", onFailure="Continue")
    loop = step("Loop", "aws:loop", {"Steps": [inner], "Iterators": ["a", "b"]})
    steps = [script("return {'empty': '', 'long': 'x' * 9000, 'none': None}"), loop]
    parameters = {"P": {"type": "String", "default": ""}}

    execution = stage.run(steps, parameters=parameters, outputs=["Script.Payload"])

    described = stage.ssm.describe_automation_step_executions(
        AutomationExecutionId=execution["AutomationExecutionId"]
    )
    listed = stage.ssm.describe_automation_executions(
        Filters=[{"Key": "ExecutionStatus", "Values": ["Success"]}]
    )
    assert statuses(execution) == [
        ("Script", "Success"),
        ("Loop", "Success"),
        ("Inner", "Failed"),
        ("Inner", "Failed"),
    ]
    assert len(described["StepExecutions"]) == 4
    assert len(listed["AutomationExecutionMetadataList"]) == 1


def test_errors_arrive_as_typed_exceptions(stage):
    with pytest.raises(stage.ssm.exceptions.AutomationDefinitionNotFoundException):
        stage.ssm.start_automation_execution(DocumentName="ghost")
    with pytest.raises(stage.ssm.exceptions.AutomationExecutionNotFoundException):
        stage.get("0" * 8 + "-0000-4000-8000-" + "0" * 12)


def test_versions_are_listed_and_the_default_one_runs(stage):
    nap = {"schemaVersion": "0.3", "mainSteps": [step("One", "aws:sleep", {"Duration": "PT1S"})]}
    stage.ssm.create_document(Name="doc", Content=json.dumps(nap), DocumentType="Automation")
    two = {**nap, "description": "again"}
    stage.ssm.update_document(Name="doc", Content=json.dumps(two), DocumentVersion="$LATEST")

    versions = stage.ssm.list_document_versions(Name="doc")["DocumentVersions"]
    started = [
        stage.ssm.start_automation_execution(DocumentName="doc", **version)["AutomationExecutionId"]
        for version in ({}, {"DocumentVersion": "$LATEST"}, {"DocumentVersion": "2"})
    ]

    shown = [(one["DocumentVersion"], one["IsDefaultVersion"]) for one in versions]
    assert shown == [("2", False), ("1", True)]
    assert [stage.get(one)["DocumentVersion"] for one in started] == ["1", "2", "2"]


def test_commands_run_on_instances_that_run(stage):
    ground = stage.world.prepare(ACCOUNT, REGION)
    ec2 = stage.client("ec2")
    image = ec2.describe_images()["Images"][0]["ImageId"]
    given = {"ImageId": image, "MinCount": 1, "MaxCount": 1}
    instance = ec2.run_instances(**given)["Instances"][0]["InstanceId"]
    inputs = {"DocumentName": "AWS-RunShellScript", "InstanceIds": [instance]}

    execution = stage.run([step("Run", "aws:runCommand", inputs)])

    assert ground is not None
    assert execution["AutomationExecutionStatus"] == "Success"


@pytest.mark.parametrize(
    "stage", ["faults: [{kill: {document: runbook, step: Two, after: 30s}}]"], indirect=True
)
def test_a_fault_script_kills_an_execution(stage):
    steps = [script("return 1", "One"), script(["import time", "time.sleep(300)"], "Two")]
    steps += [script("return 1", "Three")]

    execution = stage.run(steps)

    assert execution["AutomationExecutionStatus"] == "Failed"
    assert statuses(execution) == [("One", "Success"), ("Two", "Failed")]


@pytest.mark.parametrize(
    "stage",
    ["faults: [{kill: {document: runbook, operation: 'dynamodb:PutItem', moment: after}}]"],
    indirect=True,
)
def test_a_fault_script_kills_after_a_call_took_effect(stage):
    put = "db.put_item(TableName='t', Item={'pk': {'S': '%s'}})"
    body = [*TABLE, "try:", f"    {put % 'a'}", "finally:", f"    {put % 'b'}"]

    execution = stage.run([script(body)])

    items = stage.client("dynamodb").scan(TableName="t")["Items"]
    assert execution["AutomationExecutionStatus"] == "Failed"
    assert [item["pk"]["S"] for item in items] == ["a"]


@pytest.mark.parametrize(
    "stage", ["faults: [{lost-answer: {operation: 'dynamodb:PutItem'}}]"], indirect=True
)
def test_a_lost_answer_is_repeated_by_the_sdk_unless_forbidden(stage):
    put = "db.put_item(TableName='t', Item={'pk': {'S': 'a'}}, ConditionExpression=once)"
    body = [*TABLE, "once = 'attribute_not_exists(pk)'", put]

    execution = stage.run([script(body)])

    assert "ConditionalCheckFailedException" in execution["FailureMessage"]


def test_two_worlds_with_one_seed_tell_the_same_story():
    def story():
        stage = Stage()
        body = ["import uuid, random, time", "return [str(uuid.uuid4()), random.random()]"]
        execution = stage.run([script(body), step("Nap", "aws:sleep", {"Duration": "PT5M"})])
        stage.world.close()
        execution.pop("ExecutionStartTime")
        return execution

    assert story() == story()


def test_an_expired_rate_is_waited_out_by_who_starts_children(stage):
    steps = [
        step(f"Child{n}", "aws:executeAutomation", {"DocumentName": "child"}) for n in range(8)
    ]
    nap = {"schemaVersion": "0.3", "mainSteps": [step("One", "aws:sleep", {"Duration": "PT1S"})]}
    stage.ssm.create_document(Name="child", Content=json.dumps(nap), DocumentType="Automation")

    assert stage.run(steps)["AutomationExecutionStatus"] == "Success"


def test_what_moto_does_for_ssm_still_works(stage):
    stage.ssm.put_parameter(Name="/muster/x", Value="1", Type="String")

    assert stage.ssm.get_parameter(Name="/muster/x")["Parameter"]["Value"] == "1"
    with pytest.raises(ClientError):
        stage.ssm.get_document(Name="ghost")
