"""Cases of the rule family `steps`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R040",
        says="step 1 is text; SSM wants a map",
        bad="""
- {name: A, action: 'aws:pause', inputs: {}}
- Wait
""",
        good="- {name: A, action: 'aws:pause', inputs: {}}",
    ),
    Case(
        "R041",
        says="unknown key `retries` of step `A`",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  retries: 3
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  maxAttempts: 3
""",
    ),
    Case(
        "R042",
        says="step 0 has no name",
        bad="- {action: 'aws:pause', inputs: {}}",
        good="- {name: A, action: 'aws:pause', inputs: {}}",
    ),
    Case(
        "R043",
        says="step name `bad name-1` may hold letters, digits and underscores only",
        bad="- {name: bad name-1, action: 'aws:pause', inputs: {}}",
        good="- {name: bad_name_1, action: 'aws:pause', inputs: {}}",
    ),
    Case(
        "R044",
        says="step name has 129 characters; 128 are allowed",
        bad="""
- {name: """
        + "A" * 129
        + ", action: 'aws:pause', inputs: {}}",
        good="""
- {name: """
        + "A" * 128
        + ", action: 'aws:pause', inputs: {}}",
    ),
    Case(
        "R045",
        says="a step named `A` exists already",
        bad="""
- {name: A, action: 'aws:pause', inputs: {}}
- {name: A, action: 'aws:pause', inputs: {}}
""",
        good="""
- {name: A, action: 'aws:pause', inputs: {}}
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R046",
        says="step `A` has no action",
        bad="- {name: A, inputs: {}}",
        good="- {name: A, action: 'aws:pause', inputs: {}}",
    ),
    Case(
        "R047",
        says="unknown action `aws:snooze` of step `A`",
        bad="- {name: A, action: 'aws:snooze', inputs: {}}",
        good="- {name: A, action: 'aws:pause', inputs: {}}",
    ),
    Case(
        "R048",
        says="step `A` has no inputs",
        bad="- {name: A, action: 'aws:pause'}",
        good="- {name: A, action: 'aws:pause', inputs: {}}",
    ),
    Case(
        "R049",
        says="`timeoutSeconds` of step `A` is 'long'; SSM wants a number of seconds from 1",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  timeoutSeconds: long
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  timeoutSeconds: '60'
""",
    ),
    Case(
        "R050",
        says="`maxAttempts` of step `A` is 0; SSM wants a number of attempts from 1",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  maxAttempts: 0
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  maxAttempts: 2
""",
    ),
    Case(
        "R051",
        says="`isEnd` of step `A` is `last`; SSM wants `true` or `false`",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  isEnd: last
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  isEnd: 'true'
""",
    ),
    Case(
        "R052",
        says="step `A` has `isEnd` and `nextStep`; the automation ends here",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  isEnd: true
  nextStep: B
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  nextStep: B
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R053",
        says="`onFailure` of step `A` is `Retry`; SSM knows `Abort`, `Continue` or `step:<name>`",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  onFailure: Retry
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  onFailure: Continue
""",
    ),
    Case(
        "R054",
        says="`onCancel` of step `A` is `Continue`; SSM knows `Abort` or `step:<name>`",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  onCancel: Continue
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  onCancel: Abort
""",
    ),
]
