"""Cases of the rule family `waits`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R140",
        says="step `A` has no `PropertySelector`",
        bad="""
- name: A
  action: aws:waitForAwsResourceProperty
  inputs: {Service: drs, Api: DescribeJobs, DesiredValues: [COMPLETED]}
""",
        good="""
- name: A
  action: aws:waitForAwsResourceProperty
  inputs:
    Service: drs
    Api: DescribeJobs
    PropertySelector: $.items[0].status
    DesiredValues: [COMPLETED]
""",
    ),
    Case(
        "R141",
        says="step `A` has no list of `DesiredValues`",
        bad="""
- name: A
  action: aws:waitForAwsResourceProperty
  inputs:
    Service: drs
    Api: DescribeJobs
    PropertySelector: $.items[0].status
    DesiredValues: COMPLETED
""",
        good="""
- name: A
  action: aws:waitForAwsResourceProperty
  inputs:
    Service: drs
    Api: DescribeJobs
    PropertySelector: $.items[0].status
    DesiredValues: [COMPLETED]
""",
    ),
    Case(
        "R142",
        says="DescribeJobs never answers `DONE` here",
        bad="""
- name: A
  action: aws:waitForAwsResourceProperty
  inputs:
    Service: drs
    Api: DescribeJobs
    PropertySelector: $.items[0].status
    DesiredValues: [DONE]
""",
        good="""
- name: A
  action: aws:waitForAwsResourceProperty
  inputs:
    Service: drs
    Api: DescribeJobs
    PropertySelector: $.items[0].status
    DesiredValues: [COMPLETED]
""",
    ),
]
