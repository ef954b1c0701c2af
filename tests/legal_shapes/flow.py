"""Legal ways through a runbook: jumps, loops, conditions, gates, children and scripts."""

SHAPES = {
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
}
