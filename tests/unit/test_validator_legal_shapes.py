"""Shapes that look odd but run: none of them may raise an alarm."""

from textwrap import dedent

import pytest
from validator_cases.case import runbook

from ssm_documents.validator import check_text

SHAPES = {
    "a wave as the design draws it": """
        schemaVersion: '0.3'
        assumeRole: arn:aws:iam::123456789012:role/muster-automation
        parameters:
          IsDrill: {type: Boolean, default: true}
        mainSteps:
          - name: StartWave
            action: aws:executeAwsApi
            onFailure: step:Notify
            inputs:
              Service: drs
              Api: StartRecovery
              isDrill: '{{ IsDrill }}'
              sourceServers: [{sourceServerID: s-1111111111111111a}]
            outputs: [{Name: JobId, Selector: $.job.jobID, Type: String}]
          - name: WaitWave
            action: aws:waitForAwsResourceProperty
            timeoutSeconds: 7200
            inputs:
              Service: drs
              Api: DescribeJobs
              filters: {jobIDs: ['{{ StartWave.JobId }}']}
              PropertySelector: '$.items[0].status'
              DesiredValues: [COMPLETED]
            isEnd: true
          - name: Notify
            action: aws:executeAwsApi
            inputs:
              Service: sns
              Api: Publish
              TopicArn: 'arn:{{ global:AWS_PARTITION }}:sns:{{ global:REGION }}:1:Automation-x'
              Message: 'failed on {{ global:DATE_TIME }} in {{ automation:EXECUTION_ID }}'
    """,
    "flags and numbers written as text": """
        - name: A
          action: aws:changeInstanceState
          isEnd: 'true'
          isCritical: 'False'
          maxAttempts: '3'
          timeoutSeconds: '600'
          inputs: {InstanceIds: [i-1], DesiredState: stopped, Force: 'true'}
    """,
    "a service in capitals and a method of boto3": """
        - {name: A, action: 'aws:executeAwsApi', inputs: {Service: SQS, Api: list_queues}}
        - {name: B, action: 'aws:executeAwsApi', inputs: {Service: EC2, Api: describeRegions}}
    """,
    "what boto3 adds or renames": """
        - name: Task
          action: aws:executeAwsApi
          inputs:
            Service: logs
            Api: CreateExportTask
            logGroupName: g
            fromTime: 1
            to: 2
            destination: b
        - {name: Vaults, action: 'aws:executeAwsApi', inputs: {Service: glacier, Api: ListVaults}}
        - name: Token
          action: aws:executeAwsApi
          inputs: {Service: datasync, Api: StartTaskExecution, TaskArn: a}
    """,
    "a map with free keys, and a selector into it": """
        schemaVersion: '0.3'
        parameters:
          Url: {type: String}
          Key: {type: String, default: ''}
        mainSteps:
          - name: Choose
            action: aws:branch
            inputs:
              Choices:
                - {NextStep: Encrypt, Not: {Variable: '{{ Key }}', StringEquals: ''}}
              Default: Verify
          - name: Encrypt
            action: aws:executeAwsApi
            inputs:
              Service: sqs
              Api: SetQueueAttributes
              QueueUrl: '{{ Url }}'
              Attributes: {KmsMasterKeyId: '{{ Key }}', SqsManagedSseEnabled: 'True'}
          - name: Verify
            action: aws:assertAwsResourceProperty
            inputs:
              Service: sqs
              Api: GetQueueAttributes
              QueueUrl: '{{ Url }}'
              AttributeNames: [KmsMasterKeyId]
              PropertySelector: $.Attributes.KmsMasterKeyId
              DesiredValues: ['{{ Key }}']
    """,
    "defaults from Parameter Store, system variables and maintenance windows": """
        schemaVersion: '0.3'
        assumeRole: '{{ Role }}'
        parameters:
          Role: {type: 'AWS::IAM::Role::Arn', default: ''}
          Ami: {type: String, default: '{{ssm:/golden/ami}}'}
          Stack: {type: String, default: 'Stack{{automation:EXECUTION_ID}}'}
          Lambda: {type: String, default: 'arn:aws:iam::{{global:ACCOUNT_ID}}:role/Lambda'}
          Instance: {type: String, default: '{{TARGET_ID}}'}
          Instances: {type: 'List<AWS::EC2::Instance::Id>', default: []}
          Options: {type: StringMap, default: '{"a": 1}', displayType: textarea}
          Sizes: {type: StringList, default: [s], allowedValues: [s, m], minItems: '1'}
        mainSteps:
          - name: Patch
            action: aws:runCommand
            inputs:
              DocumentName: AWS-RunShellScript
              InstanceIds: ['{{ RESOURCE_ID }}', '{{ Instance }}']
              Parameters:
                commands: ['echo {Hello {{global:DATE}}}', "docker ps --format '{.Names}'"]
              CloudWatchOutputConfig: {CloudWatchOutputEnabled: 'true'}
    """,
    "a jump back that does not come round again": """
        - name: Start
          action: aws:executeAwsApi
          onFailure: step:CleanUp
          nextStep: Finish
          inputs: {Service: ec2, Api: DescribeVolumes}
          outputs:
            - {Name: Ids, Selector: $.Volumes..VolumeId, Type: StringList}
            - Name: Delete
              Selector: $.Volumes[0].Attachments[0].DeleteOnTermination
              Type: Boolean
        - {name: Restore, action: 'aws:sleep', inputs: {Duration: PT3S}, isEnd: true}
        - {name: CleanUp, action: 'aws:sleep', inputs: {Duration: P1DT2H}, nextStep: Restore}
        - {name: Finish, action: 'aws:sleep', inputs: {Timestamp: '2026-01-31T12:00:00Z'}}
    """,
    "outputs of every kind": """
        schemaVersion: '0.3'
        outputs: [Make.StackId, Ask.LogResult, Ask.OutputPayload, Own.CreateClusterResponse]
        mainSteps:
          - {name: Make, action: 'aws:createStack', inputs: {StackName: s, TemplateBody: '{0}'}}
          - name: Ask
            action: aws:invokeLambdaFunction
            inputs: {FunctionName: f, Payload: '{"a": {"b": "{{ Make.StackId }}"}}', LogType: Tail}
          - name: Again
            action: aws:invokeLambdaFunction
            inputs: {FunctionName: f, Payload: {}}
          - name: Own
            action: aws:executeAwsApi
            inputs: {Service: eks, Api: DescribeCluster, name: c}
            outputs: [{Name: CreateClusterResponse, Type: StringMap, Selector: $}]
          - name: Status
            action: aws:executeAwsApi
            inputs: {Service: eks, Api: DescribeCluster, name: c}
            outputs: [{Name: Http, Type: Integer, Selector: $.ResponseMetadata.HTTPStatusCode}]
          - name: Child
            action: aws:executeAutomation
            inputs: {DocumentName: AWS-CreateSnapshot, RuntimeParameters: {VolumeId: v}}
          - name: Snapshots
            action: aws:executeAwsApi
            inputs: {Service: ec2, Api: DescribeSnapshots, SnapshotIds: '{{ Child.Output }}'}
    """,
    "a script with an attachment, one that declares Payload, one for PowerShell": """
        schemaVersion: '0.3'
        files: {code.zip: {checksums: {sha256: abc}, size: 12}}
        mainSteps:
          - name: Attached
            action: aws:executeScript
            inputs: {Runtime: python3.11, Handler: code.main, Attachment: code.zip}
            outputs: [{Name: Payload, Selector: $.Payload, Type: StringMap}]
          - name: Shell
            action: aws:executeScript
            inputs: {Runtime: PowerShell 7.4, InputPayload: {a: 1}, Script: 'Write-Host {}'}
            outputs: [{Name: Deep, Selector: '$.Payload.a[0].b', Type: String}]
    """,
    "loops of both kinds": """
        - name: Describe
          action: aws:executeAwsApi
          inputs: {Service: ec2, Api: DescribeInstances}
          outputs:
            - {Name: Ids, Selector: '$.Reservations..InstanceId', Type: StringList}
        - name: StopAll
          action: aws:loop
          inputs:
            Iterators: '{{ Describe.Ids }}'
            IteratorDataType: String
            Steps:
              - name: StopOne
                action: aws:changeInstanceState
                onCancel: Abort
                inputs:
                  InstanceIds: ['{{ StopAll.CurrentIteratorValue }}']
                  DesiredState: stopped
              - {name: Rest, action: 'aws:sleep', inputs: {Duration: PT10S}}
        - name: Repeat
          action: aws:loop
          inputs:
            MaxIterations: 3
            LoopCondition:
              And:
                - {Variable: '{{ Ask.Again }}', BooleanEquals: true}
                - {Variable: '{{ Repeat.CurrentIteration }}', NumericLesserOrEquals: 2}
            Steps:
              - name: Ask
                action: aws:invokeLambdaFunction
                inputs: {FunctionName: f}
                outputs: [{Name: Again, Selector: $.Again, Type: Boolean}]
    """,
    "variables and their updates": """
        schemaVersion: '0.3'
        variables:
          Names: {type: StringList, default: []}
          Count: {type: Integer, default: '3'}
        mainSteps:
          - {name: A, action: 'aws:updateVariable', inputs: {Name: 'variable:Names', Value: ['1']}}
          - {name: B, action: 'aws:updateVariable', inputs: {Name: 'variable:Count', Value: 7}}
          - {name: C, action: 'aws:sleep', inputs: {Duration: 'PT{{ variable:Count }}M'}}
    """,
    "gates whose approvers are known at run time only": """
        schemaVersion: '0.3'
        parameters: {Approvers: {type: StringList}, Topic: {type: String}}
        mainSteps:
          - name: A
            action: aws:approve
            onCancel: step:C
            onFailure: step:C
            timeoutSeconds: 1000
            inputs:
              Approvers: '{{ Approvers }}'
              MinRequiredApprovals: 3
              NotificationArn: '{{ Topic }}'
          - {name: B, action: 'aws:pause', inputs: {}, isEnd: true}
          - {name: C, action: 'aws:invokeWebhook', inputs: {IntegrationName: i, Body: x}}
    """,
    "fan-out over targets and over accounts": """
        - name: A
          action: aws:executeAutomation
          inputs:
            DocumentName: child
            Targets: [{Key: 'tag:Group', Values: [db]}]
            TargetParameterName: InstanceId
            MaxConcurrency: 10%
            MaxErrors: 1
            Tags: [{Key: run, Value: r1}]
        - name: B
          action: aws:executeAutomation
          inputs:
            DocumentName: 'arn:aws:ssm:us-west-2:123456789012:document/child'
            TargetLocations: [{Accounts: ['123456789012'], Regions: [us-west-2]}]
    """,
    "the platform of an instance, which EC2 writes in lower case": """
        - name: A
          action: aws:assertAwsResourceProperty
          inputs:
            Service: ec2
            Api: DescribeInstances
            InstanceIds: [i-11111111111111111]
            PropertySelector: $.Reservations[0].Instances[0].Platform
            DesiredValues: [windows]
    """,
    "conditions that compare with what is known at run time only": """
        schemaVersion: '0.3'
        parameters: {Limit: {type: Integer}, Strict: {type: Boolean}}
        mainSteps:
          - name: A
            action: aws:branch
            inputs:
              Choices:
              - {NextStep: B, Variable: '{{ Limit }}', NumericEquals: '{{ Limit }}'}
              - {NextStep: B, Variable: '{{ Strict }}', BooleanEquals: 'False'}
              - {NextStep: B, Variable: '{{ Limit }}', NumericLesser: 1.0e+30}
          - {name: B, action: 'aws:pause', inputs: {}}
    """,
    "user data over several lines, or known at run time only": """
        schemaVersion: '0.3'
        parameters: {Script: {type: String}}
        mainSteps:
          - name: A
            action: aws:runInstances
            inputs: {ImageId: ami-1, UserData: '{{ Script }}'}
          - name: B
            action: aws:runInstances
            inputs:
              ImageId: ami-1
              UserData: |
                IyEvYmlu
                L3No
    """,
    "a list that a reference may fill": """
        schemaVersion: '0.3'
        parameters: {Servers: {type: StringList}}
        mainSteps:
          - name: A
            action: aws:executeAwsApi
            inputs: {Service: drs, Api: DescribeSourceServers, filters: '{{ Servers }}'}
          - name: B
            action: aws:executeAwsApi
            inputs: {Service: ec2, Api: DescribeInstances, InstanceIds: ['{{ Servers }}']}
    """,
}
DOUBTED = {
    "a message at a pause": (
        "R102",
        "- {name: A, action: 'aws:pause', inputs: {Message: go on once traffic is redirected}}",
    ),
    "a script that asks for a quarter of an hour": (
        "R194",
        """
        - name: A
          action: aws:executeScript
          timeoutSeconds: 900
          inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): pass'}
        """,
    ),
    "a selector without its dollar": (
        "R134",
        """
        - name: A
          action: aws:assertAwsResourceProperty
          inputs:
            Service: sns
            Api: GetTopicAttributes
            TopicArn: a
            PropertySelector: Attributes.KmsMasterKeyId
            DesiredValues: [k]
        """,
    ),
}
"""What runbooks in use do although no page promises it, and the code that says so."""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_legal_shape_raises_no_alarm(shape):
    findings = check_text(runbook(SHAPES[shape]), "runbook.yaml")

    assert list(map(str, findings)) == []


@pytest.mark.parametrize("shape", DOUBTED)
def test_what_runbooks_in_use_do_is_warned_of_but_no_error(shape):
    code, text = DOUBTED[shape]

    findings = check_text(runbook(text), "runbook.yaml")

    assert [(one.code, one.severity) for one in findings] == [(code, "warning")]


def test_a_selector_without_its_dollar_is_followed_all_the_same():
    text = """
        - name: A
          action: aws:executeAwsApi
          inputs: {Service: drs, Api: DescribeJobs}
          outputs: [{Name: X, Selector: 'items[0].jobId', Type: String}]
    """

    findings = check_text(runbook(text), "runbook.yaml")

    assert sorted(one.code for one in findings) == ["R132", "R134"]


def test_json_indented_by_tabs_raises_no_alarm():
    text = dedent("""
        {
        >"schemaVersion": "0.3",
        >"mainSteps": [
        >>{"name": "A",>"action": "aws:pause",>"inputs": {}}
        >]
        }
    """).replace(">", "\t")

    assert check_text(text, "runbook.json") == []
