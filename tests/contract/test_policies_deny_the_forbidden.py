"""What nobody may do whatever goes wrong: each line is a question that IAM must answer with no."""

import pytest
from policies.asked import VIA_DRS
from policies.asking import HERE, SPOKE, judged

DYNAMODB = f"arn:aws:dynamodb:{HERE}:table/muster"
SERVER = f"arn:aws:drs:{HERE}:source-server/s-1"
INSTANCE = f"arn:aws:ec2:{HERE}:instance/i-1"
RECOVERED = f"arn:aws:drs:{HERE}:recovery-instance/i-1"
EXECUTION = f"arn:aws:ssm:{HERE}:automation-execution/1"
AUDIT_LOG = f"arn:aws:logs:{HERE}:log-group:/aws/events/muster-audit:*"
SECRET = f"arn:aws:secretsmanager:{HERE}:secret:muster-slack-AbCdEf"
ADMIN = "arn:aws:iam::123456789012:role/administrator"
DRS_TAG = {"aws:resourcetag/awselasticdisasterrecoverymanaged": "drs.amazonaws.com"}
TO_SSM = {"iam:passedtoservice": "ssm.amazonaws.com"}
PEOPLE = ("drillers", "recoverers", "approvers", "viewers")
FUNCTIONS = ("muster-bot", "muster-consumer", "muster-reconciler")


OURS = {"aws:resourcetag/muster:run": "run-1"}
OUR_TAG = {"aws:requesttag/muster:run": "run-1", "aws:tagkeys": ["muster:run"]}


def document(name):
    return f"arn:aws:ssm:{HERE}:document/{name}"


def there(arn):
    """The same in the account of a spoke."""
    return arn.replace("123456789012", SPOKE)


def led(partition, *attributes):
    named = ["pk", "sk", *attributes]
    return {"dynamodb:leadingkeys": [partition], "dynamodb:attributes": named}


AUTOMATION = [
    ("drs:StartRecovery", SERVER, {}),
    ("drs:StartRecovery", SERVER, {"aws:resourcetag/muster:recover": "no"}),
    ("drs:StartRecovery", SERVER.replace("us-west-2", "us-east-1"), {}),
    ("drs:DeleteSourceServer", SERVER, {}),
    ("drs:DisconnectSourceServer", SERVER, {}),
    ("drs:StopReplication", SERVER, {}),
    ("ec2:TerminateInstances", INSTANCE, DRS_TAG),
    ("ec2:TerminateInstances", INSTANCE, VIA_DRS),
    ("ec2:RunInstances", INSTANCE, {"aws:requesttag/awselasticdisasterrecoverymanaged": "x"}),
    ("dynamodb:PutItem", DYNAMODB, led("DECISION#1")),
    ("dynamodb:UpdateItem", DYNAMODB, led("DECISION#1")),
    ("dynamodb:UpdateItem", DYNAMODB, led("AUDIT#1")),
    ("dynamodb:DeleteItem", DYNAMODB, led("AUDIT#1")),
    ("dynamodb:PutItem", DYNAMODB, led("OVERRIDE#1")),
    ("dynamodb:PutItem", DYNAMODB, led("PLAN#payments", "text")),
    ("dynamodb:UpdateItem", DYNAMODB, led("PLAN#payments", "hash")),
    ("dynamodb:PutItem", DYNAMODB, led("PEOPLE#")),
    ("dynamodb:PutItem", DYNAMODB, led("SCRIPT#1")),
    ("dynamodb:DeleteItem", DYNAMODB, led("RUN#1")),
    ("dynamodb:Scan", DYNAMODB, {}),
    ("dynamodb:DeleteTable", DYNAMODB, {}),
    ("dynamodb:PutItem", DYNAMODB.replace("muster", "customers"), led("RUN#1")),
    ("ssm:CreateDocument", document("muster-drill-mine"), {}),
    ("ssm:UpdateDocument", document("muster-drill-payments"), {}),
    ("ssm:StartAutomationExecution", document("AWS-StopEC2Instance"), {}),
    ("ssm:StartAutomationExecution", document("muster-decide"), {}),
    ("ssm:SendAutomationSignal", EXECUTION, {}),
    ("ssm:SendAutomationSignal", EXECUTION, OURS),
    ("ssm:AddTagsToResource", EXECUTION, {}),
    ("ssm:AddTagsToResource", EXECUTION, {"aws:requesttag/team": "x", "aws:tagkeys": ["team"]}),
    ("ssm:AddTagsToResource", document("muster-drill-payments"), OUR_TAG),
    ("ssm:RemoveTagsFromResource", EXECUTION, OUR_TAG),
    ("lambda:InvokeFunction", f"arn:aws:lambda:{HERE}:function:anything", {}),
    ("iam:PassRole", ADMIN, TO_SSM),
    ("iam:PassRole", "arn:aws:iam::123456789012:role/muster-automation", {}),
    ("iam:PassRole", "arn:aws:iam::123456789012:role/muster-decision", TO_SSM),
    ("sts:AssumeRole", "arn:aws:iam::123456789012:role/muster-decision", {}),
    ("secretsmanager:GetSecretValue", SECRET, {}),
    ("events:PutEvents", f"arn:aws:events:{HERE}:event-bus/default", {"events:source": "aws.x"}),
    ("sns:Publish", f"arn:aws:sns:{HERE}:other", {}),
    ("logs:DeleteLogGroup", AUDIT_LOG, {}),
    ("logs:PutLogEvents", AUDIT_LOG, {}),
]
DECISION = [
    ("dynamodb:UpdateItem", DYNAMODB, led("DECISION#1")),
    ("dynamodb:DeleteItem", DYNAMODB, led("DECISION#1")),
    ("dynamodb:UpdateItem", DYNAMODB, led("AUDIT#1")),
    ("dynamodb:PutItem", DYNAMODB, led("OVERRIDE#1")),
    ("ssm:StartAutomationExecution", document("muster-recover-payments"), {}),
    ("ssm:StopAutomationExecution", EXECUTION, {}),
    ("drs:StartRecovery", SERVER, {"aws:resourcetag/muster:recover": "yes"}),
    ("iam:PassRole", "arn:aws:iam::123456789012:role/muster-automation", TO_SSM),
]
BY_NO_FUNCTION = [
    ("dynamodb:PutItem", DYNAMODB, led("DECISION#1")),
    ("dynamodb:PutItem", DYNAMODB, led("PLAN#payments", "run")),
    ("dynamodb:PutItem", DYNAMODB, led("PEOPLE#")),
    ("dynamodb:UpdateItem", DYNAMODB, led("AUDIT#1")),
    ("dynamodb:DeleteItem", DYNAMODB, led("RUN#1")),
    ("ssm:StartAutomationExecution", document("muster-wave-payments.web"), {}),
    ("ssm:StartAutomationExecution", document("muster-decide"), {}),
    ("ssm:SendAutomationSignal", EXECUTION, {}),
    ("ssm:CreateDocument", document("muster-drill-mine"), {}),
    ("drs:StartRecovery", SERVER, {"aws:resourcetag/muster:recover": "yes"}),
    ("secretsmanager:GetSecretValue", SECRET.replace("muster", "payroll"), {}),
    ("iam:PassRole", ADMIN, TO_SSM),
]
BY_NO_PERSON = [
    ("ssm:StartAutomationExecution", document("muster-wave-payments.web"), {}),
    ("ssm:StartAutomationExecution", document("AWS-RunPatchBaseline"), {}),
    ("ssm:CreateDocument", document("muster-drill-mine"), {}),
    ("ssm:UpdateDocument", document("muster-drill-payments"), {}),
    ("ssm:UpdateDocumentDefaultVersion", document("muster-drill-payments"), {}),
    ("ssm:DeleteDocument", document("muster-drill-payments"), {}),
    ("ssm:SendAutomationSignal", EXECUTION, {}),
    ("ssm:StopAutomationExecution", EXECUTION, {}),
    ("dynamodb:PutItem", DYNAMODB, led("RUN#1")),
    ("dynamodb:PutItem", DYNAMODB, led("DECISION#1")),
    ("dynamodb:PutItem", DYNAMODB, led("AUDIT#1")),
    ("drs:StartRecovery", SERVER, {"aws:resourcetag/muster:recover": "yes"}),
    ("iam:PassRole", ADMIN, TO_SSM),
    ("sts:AssumeRole", "arn:aws:iam::123456789012:role/muster-automation", {}),
]
IN_SPOKE = [
    ("drs:StartRecovery", there(SERVER), {}),
    ("drs:StartRecovery", there(SERVER), {"aws:resourcetag/muster:recover": "no"}),
    ("drs:StartRecovery", SERVER, {"aws:resourcetag/muster:recover": "yes"}),
    (
        "drs:StartRecovery",
        there(SERVER).replace("us-west-2", "us-east-1"),
        {"aws:resourcetag/muster:recover": "yes"},
    ),
    ("drs:DisconnectSourceServer", there(SERVER), {}),
    ("drs:DeleteSourceServer", there(SERVER), {}),
    ("dynamodb:PutItem", DYNAMODB, led("RUN#1")),
    ("dynamodb:PutItem", there(DYNAMODB), led("RUN#1")),
    ("ec2:TerminateInstances", there(INSTANCE), {}),
    ("ec2:TerminateInstances", there(INSTANCE), DRS_TAG),
    ("ssm:StartAutomationExecution", there(document("AWS-StopEC2Instance")), {}),
    ("ssm:SendCommand", there(INSTANCE), {}),
    ("secretsmanager:GetSecretValue", there(SECRET), {}),
    ("iam:PassRole", there(ADMIN), {}),
    ("sts:AssumeRole", "arn:aws:iam::123456789012:role/muster-automation", {}),
]
FORBIDDEN = [
    *(("muster-automation", *line) for line in AUTOMATION),
    *(("muster-decision", *line) for line in DECISION),
    *((who, *line) for who in FUNCTIONS for line in BY_NO_FUNCTION),
    *((who, *line) for who in PEOPLE for line in BY_NO_PERSON),
    ("muster-consumer", "dynamodb:PutItem", DYNAMODB, led("RUN#1")),
    ("muster-consumer", "ssm:StartAutomationExecution", document("muster-drill-payments"), {}),
    ("muster-consumer", "sts:AssumeRole", "arn:aws:iam::123456789012:role/muster-decision", {}),
    ("drillers", "ssm:StartAutomationExecution", document("muster-recover-payments"), {}),
    ("drillers", "ssm:StartAutomationExecution", document("muster-decide"), {}),
    ("recoverers", "ssm:StartAutomationExecution", document("muster-drill-payments"), {}),
    ("recoverers", "ssm:StartAutomationExecution", document("muster-decide"), {}),
    ("approvers", "ssm:StartAutomationExecution", document("muster-drill-payments"), {}),
    ("approvers", "ssm:StartAutomationExecution", document("muster-cleanup"), {}),
    ("viewers", "ssm:StartAutomationExecution", document("muster-pause"), {}),
    ("muster-publisher", "ssm:StartAutomationExecution", document("muster-drill-payments"), {}),
    ("muster-publisher", "ssm:CreateDocument", document("AWS-mine"), {}),
    ("muster-publisher", "dynamodb:PutItem", DYNAMODB, led("RUN#1")),
    ("muster-publisher", "dynamodb:PutItem", DYNAMODB, led("DECISION#1")),
    ("muster-publisher", "iam:PassRole", ADMIN, TO_SSM),
    ("muster-break-glass", "ssm:StartAutomationExecution", document("muster-wave-a.b"), {}),
    ("muster-break-glass", "ssm:CreateDocument", document("muster-drill-mine"), {}),
    ("muster-break-glass", "dynamodb:UpdateItem", DYNAMODB, led("RUN#1")),
    ("muster-break-glass", "dynamodb:PutItem", DYNAMODB, led("DECISION#1")),
    ("muster-break-glass", "dynamodb:DeleteItem", DYNAMODB, led("AUDIT#1")),
    ("muster-hooks", "drs:StartRecovery", SERVER, {"aws:resourcetag/muster:recover": "yes"}),
    ("muster-hooks", "dynamodb:GetItem", DYNAMODB, led("RUN#1")),
    *(("muster-spoke", *line) for line in IN_SPOKE),
]


def asked(lines):
    return [
        {
            "policy": who,
            "principal": f"arn:aws:sts::123456789012:assumed-role/{who}/x",
            "action": action,
            "resource": resource,
            "region": "us-west-2",
            "context": context,
        }
        for who, action, resource, context in lines
    ]


@pytest.fixture(scope="module")
def decisions():
    found = judged(asked(FORBIDDEN))["decisions"]
    return dict(zip(map(str, FORBIDDEN), found, strict=True))


@pytest.mark.parametrize("line", FORBIDDEN, ids=lambda line: " ".join(map(str, line[:3])))
def test_it_is_denied(line, decisions):
    assert decisions[str(line)] != "Allow"


def test_clean_up_may_be_bound_to_the_tag():
    line = ("muster-automation", "drs:TerminateRecoveryInstances", RECOVERED)
    tagged = (*line, {"aws:resourcetag/muster:recover": "yes"})

    free = judged(asked([(*line, {})]))["decisions"]
    bound = judged(asked([(*line, {}), tagged]), holding=["TerminateByTag"])["decisions"]

    assert free == ["Allow"]
    assert bound == ["ImplicitDeny", "Allow"]


@pytest.mark.parametrize(
    ("who", "action"),
    [
        ("muster-decision", "ssm:SendAutomationSignal"),
        ("muster-automation", "ssm:StopAutomationExecution"),
        ("muster-bot", "ssm:StopAutomationExecution"),
        ("muster-reconciler", "ssm:StopAutomationExecution"),
    ],
)
def test_executions_of_others_are_out_of_reach(who, action):
    foreign = {"aws:resourcetag/team": "payroll"}
    lines = [(who, action, EXECUTION, {}), (who, action, EXECUTION, foreign)]
    own = (who, action, EXECUTION, {"aws:resourcetag/muster:run": "run-1"})

    assert "Allow" not in judged(asked(lines))["decisions"]
    assert judged(asked([own]))["decisions"] == ["Allow"]
