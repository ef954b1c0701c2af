"""Cases of the rule family `children`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R200",
        says="step `A` has `Targets` but no `TargetParameterName`",
        bad="""
- name: A
  action: aws:executeAutomation
  inputs: {DocumentName: child, Targets: [{Key: ParameterValues, Values: [a]}]}
""",
        good="""
- name: A
  action: aws:executeAutomation
  inputs:
    DocumentName: child
    Targets:
    - Key: ParameterValues
      Values: [a]
    TargetParameterName: Id
""",
    ),
    Case(
        "R201",
        says="step `A` gives 6 tags; 5 are allowed",
        bad="""
- name: A
  action: aws:executeAutomation
  inputs:
    DocumentName: child
    Tags:
    - {Key: k0, Value: v}
    - {Key: k1, Value: v}
    - {Key: k2, Value: v}
    - {Key: k3, Value: v}
    - {Key: k4, Value: v}
    - {Key: k5, Value: v}
""",
        good="""
- name: A
  action: aws:executeAutomation
  inputs:
    DocumentName: child
    Tags:
    - {Key: k0, Value: v}
    - {Key: k1, Value: v}
    - {Key: k2, Value: v}
    - {Key: k3, Value: v}
    - {Key: k4, Value: v}
""",
    ),
    Case(
        "R202",
        says="step `A` has 0 target locations; 1 to 100 are allowed",
        bad="""
- name: A
  action: aws:executeAutomation
  inputs: {DocumentName: child, TargetLocations: []}
""",
        good="""
- name: A
  action: aws:executeAutomation
  inputs:
    DocumentName: child
    TargetLocations:
    - Accounts: ['123456789012']
      Regions: [us-west-2]
""",
    ),
    Case(
        "R203",
        says="step `A` waits 301 seconds; the action waits 300",
        bad="""
- name: A
  action: aws:invokeLambdaFunction
  inputs: {FunctionName: f}
  timeoutSeconds: 301
""",
        good="""
- name: A
  action: aws:invokeLambdaFunction
  inputs: {FunctionName: f}
  timeoutSeconds: 300
""",
    ),
    Case(
        "R204",
        says="tag 0 of step `A` has no `Key` and `Value`",
        bad="""
- name: A
  action: aws:executeAutomation
  inputs: {DocumentName: child, Tags: [{Key: k}]}
""",
        good="""
- name: A
  action: aws:executeAutomation
  inputs: {DocumentName: child, Tags: [{Key: k, Value: v}]}
""",
    ),
    Case(
        "R205",
        says="step `A` tags 2 resources of type `Parameter`; it may tag one",
        bad="""
- name: A
  action: aws:createTags
  inputs: {ResourceType: Parameter, ResourceIds: [p-1, p-2], Tags: [{Key: a, Value: b}]}
""",
        good="""
- name: A
  action: aws:createTags
  inputs: {ResourceType: Parameter, ResourceIds: [p-1], Tags: [{Key: a, Value: b}]}
""",
    ),
    Case(
        "R206",
        says="parameter `Text` has 513 characters; 512 are taken",
        bad=f"""
- name: A
  action: aws:executeAutomation
  inputs: {{DocumentName: other, RuntimeParameters: {{Text: [{"x" * 513}]}}}}
""",
        good=f"""
- name: A
  action: aws:executeAutomation
  inputs: {{DocumentName: other, RuntimeParameters: {{Text: [{"x" * 512}]}}}}
""",
    ),
]
