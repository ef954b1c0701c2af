"""Legal values: of parameters, variables, outputs and the fields of a step."""

SHAPES = {
    "flags and numbers written as text": """
        - name: A
          action: aws:changeInstanceState
          isEnd: 'true'
          isCritical: 'False'
          maxAttempts: '3'
          timeoutSeconds: '600'
          inputs: {InstanceIds: [i-1], DesiredState: stopped, Force: 'true'}
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
}
