"""Cases of the rule family `selectors`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R130",
        says="`$items[0].jobID` is no JSONPath selector",
        bad="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "$items[0].jobID", Type: String}]
""",
        good="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "$.items[0].jobID", Type: String}]
""",
    ),
    Case(
        "R131",
        says="`[*]` in `$.items[*].jobID` is not documented",
        bad="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "$.items[*].jobID", Type: StringList}]
""",
        good="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "$.items..jobID", Type: StringList}]
""",
    ),
    Case(
        "R132",
        says="`$.items[0].jobId` leads nowhere: the answer has no `jobId`",
        bad="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "$.items[0].jobId", Type: String}]
""",
        good="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "$.items[0].jobID", Type: String}]
""",
    ),
    Case(
        "R133",
        says="`$.items` gives a list, declared as String",
        bad="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "$.items", Type: String}]
""",
        good="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "$.items", Type: MapList}]
""",
    ),
    Case(
        "R134",
        says="`items[0].jobID` does not begin with `$`",
        bad="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "items[0].jobID", Type: String}]
""",
        good="""
- name: Jobs
  action: aws:executeAwsApi
  inputs: {Service: drs, Api: DescribeJobs}
  outputs: [{Name: X, Selector: "$.items[0].jobID", Type: String}]
""",
    ),
]
