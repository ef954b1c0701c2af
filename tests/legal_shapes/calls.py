"""Legal calls of AWS: their services, parameters, filters and selectors."""

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
