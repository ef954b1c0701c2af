"""Cases of the rule family `gates`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R150",
        says="step `A` has no `Approvers`",
        bad="""
- name: A
  action: aws:approve
  inputs: {Message: go?}
""",
        good="""
- name: A
  action: aws:approve
  inputs: {Message: go?, Approvers: [ann]}
""",
    ),
    Case(
        "R151",
        says="step `A` has 11 approvers; 10 are allowed",
        bad="""
- name: A
  action: aws:approve
  inputs: {Approvers: [a, b, c, d, e, f, g, h, i, j, k]}
""",
        good="""
- name: A
  action: aws:approve
  inputs: {Approvers: [a, b, c, d, e, f, g, h, i, j]}
""",
    ),
    Case(
        "R152",
        says="step `A` wants 2 approvals; it has 1 approvers",
        bad="""
- name: A
  action: aws:approve
  inputs: {Approvers: [ann], MinRequiredApprovals: 2}
""",
        good="""
- name: A
  action: aws:approve
  inputs: {Approvers: [ann, bob], MinRequiredApprovals: 2}
""",
    ),
    Case(
        "R153",
        says="topic `approvals` does not start with `Automation`",
        bad="""
- name: A
  action: aws:approve
  inputs: {Approvers: [ann], NotificationArn: 'arn:aws:sns:us-west-2:123456789012:approvals'}
""",
        good="""
- name: A
  action: aws:approve
  inputs:
    Approvers: [ann]
    NotificationArn: arn:aws:sns:us-west-2:123456789012:Automation-approvals
""",
    ),
    Case(
        "R154",
        says="message of step `A` has 4,097 characters; SSM takes 4,096",
        bad="""
- name: A
  action: aws:approve
  inputs: {Approvers: [ann], Message: """
        + "x" * 4097
        + "}",
        good="""
- name: A
  action: aws:approve
  inputs: {Approvers: [ann], Message: """
        + "x" * 4096
        + "}",
    ),
    Case(
        "R155",
        says="step `A` waits 2,592,001 seconds; aws:approve waits 2,592,000",
        bad="""
- name: A
  action: aws:approve
  inputs: {Approvers: [ann]}
  timeoutSeconds: 2592001
""",
        good="""
- name: A
  action: aws:approve
  inputs: {Approvers: [ann]}
  timeoutSeconds: 2592000
""",
    ),
]
