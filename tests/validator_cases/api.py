"""Cases of the rule family `api`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R110",
        says="step `A` has no `Service`",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Api: DescribeJobs}
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
""",
    ),
    Case(
        "R111",
        says="step `A` has no `Api`",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs}
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
""",
    ),
    Case(
        "R112",
        says="there is no service `disaster`",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: disaster, Api: DescribeJobs}
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: DRS, Api: describe_jobs}
""",
    ),
    Case(
        "R113",
        says="service `drs` has no operation `StartRecoverie`",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: StartRecoverie}
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: StartRecovery, sourceServers: [{sourceServerID: s-11111111111111111}]}
""",
    ),
    Case(
        "R114",
        says="StartRecovery: there is no `SourceServers`",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: StartRecovery, SourceServers: []}
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: StartRecovery, sourceServers: [{sourceServerID: s-11111111111111111}]}
""",
    ),
    Case(
        "R115",
        says="StartRecovery: `sourceServers` is required",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: StartRecovery, isDrill: true}
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs:
    Service: drs
    Api: StartRecovery
    isDrill: true
    sourceServers:
    - {sourceServerID: s-1111111111111111a}
""",
    ),
    Case(
        "R116",
        says="DescribeJobs: `jobIDs` is text; the API wants a list",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs, filters: {jobIDs: drsjob-1}}
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs, filters: {jobIDs: [drsjob-11111111111111111]}}
""",
    ),
    Case(
        "R117",
        says="StartRecovery: `isDrill` is 'maybe'; the API wants a boolean",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs:
    Service: drs
    Api: StartRecovery
    isDrill: maybe
    sourceServers: [{sourceServerID: s-11111111111111111}]
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs:
    Service: drs
    Api: StartRecovery
    isDrill: 'true'
    sourceServers: [{sourceServerID: s-11111111111111111}]
""",
    ),
    Case(
        "R118",
        says="CreateVolume: `VolumeType` does not know `gp33`",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: ec2, Api: CreateVolume, AvailabilityZone: us-west-2a, VolumeType: gp33}
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: ec2, Api: CreateVolume, AvailabilityZone: us-west-2a, VolumeType: gp3}
""",
    ),
    Case(
        "R119",
        says="`GetObject` answers with a stream, which Automation cannot take",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: s3, Api: GetObject, Bucket: b, Key: k}
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: s3, Api: HeadObject, Bucket: b, Key: k}
""",
    ),
    Case(
        "R120",
        says="step `A` may call StartRecovery more than once",
        bad="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: StartRecovery, sourceServers: [{sourceServerID: s-11111111111111111}]}
  maxAttempts: 3
""",
        good="""
- name: A
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: StartRecovery, sourceServers: [{sourceServerID: s-11111111111111111}]}
  maxAttempts: 1
""",
    ),
    Case(
        "R121",
        says="DescribeJobs: `maxResults` is 0; the API takes 1 or more",
        bad="""
- {name: A, action: 'aws:executeAwsApi', inputs: {Service: drs, Api: DescribeJobs, maxResults: 0}}
""",
        good="""
- {name: A, action: 'aws:executeAwsApi', inputs: {Service: drs, Api: DescribeJobs, maxResults: 1}}
""",
    ),
]
