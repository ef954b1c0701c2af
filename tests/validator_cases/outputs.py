"""Cases of the rule family `outputs`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R060",
        says="output 0 of step `Jobs` has no `Selector`",
        bad="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: Id, Type: String}]
""",
        good="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: Id, Selector: '$.items[0].jobID', Type: String}]
""",
    ),
    Case(
        "R061",
        says="output 0 of step `Jobs` has the unknown type `Text`",
        bad="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: Id, Selector: '$.items[0].jobID', Type: Text}]
""",
        good="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: Id, Selector: '$.items[0].jobID', Type: String}]
""",
    ),
    Case(
        "R062",
        says="step `Jobs` declares output `Id` twice",
        bad="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs:
  - {Name: Id, Selector: '$.items[0].jobID', Type: String}
  - {Name: Id, Selector: '$.items[0].arn', Type: String}
""",
        good="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs:
  - {Name: Id, Selector: '$.items[0].jobID', Type: String}
  - {Name: Arn, Selector: '$.items[0].arn', Type: String}
""",
    ),
    Case(
        "R063",
        says="`LogResult` is an output that every aws:invokeLambdaFunction step has",
        bad="""
- name: Ask
  action: aws:invokeLambdaFunction
  inputs: {FunctionName: f}
  outputs: [{Name: LogResult, Selector: $.LogResult, Type: String}]
""",
        good="""
- name: Ask
  action: aws:invokeLambdaFunction
  inputs: {FunctionName: f}
  outputs: [{Name: Answer, Selector: $.answer, Type: String}]
""",
    ),
]
