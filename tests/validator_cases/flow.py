"""Cases of the rule family `flow`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R070",
        says="there is no step `Bee`",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  nextStep: Bee
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
        "R071",
        says="there is no step `C`",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  onFailure: step:C
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  onFailure: step:B
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R072",
        says="there is no step `C`",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  onCancel: step:C
- {name: B, action: 'aws:invokeLambdaFunction', inputs: {FunctionName: f}}
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  onCancel: step:B
- {name: B, action: 'aws:invokeLambdaFunction', inputs: {FunctionName: f}}
""",
    ),
    Case(
        "R073",
        says="there is no step `C`",
        bad="""
- name: A
  action: aws:branch
  inputs:
    Choices: [{NextStep: C, Variable: '{{ global:REGION }}', StringEquals: x}]
    Default: B
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:branch
  inputs:
    Choices: [{NextStep: B, Variable: '{{ global:REGION }}', StringEquals: x}]
    Default: B
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R074",
        says="steps run in a circle: `A` → `B` → `A`",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  description: x
- {name: B, action: 'aws:pause', inputs: {}, nextStep: A}
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  nextStep: B
- {name: B, action: 'aws:pause', inputs: {}, isEnd: true}
""",
    ),
    Case(
        "R075",
        says="after a failure steps run in a circle: `A` → `B` → `A`",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  description: x
- {name: B, action: 'aws:pause', inputs: {}, onFailure: 'step:A'}
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  description: x
- {name: B, action: 'aws:pause', inputs: {}, onFailure: Continue}
""",
    ),
    Case(
        "R076",
        says="step `B` never runs: nothing leads to it",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  isEnd: true
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  isEnd: false
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R077",
        says="`onCancel` of step `A` leads to `B`, an aws:sleep step",
        bad="""
- name: A
  action: aws:pause
  inputs: {}
  onCancel: step:B
- {name: B, action: 'aws:sleep', inputs: {Duration: PT1M}}
""",
        good="""
- name: A
  action: aws:pause
  inputs: {}
  onCancel: step:B
- {name: B, action: 'aws:invokeLambdaFunction', inputs: {FunctionName: f}}
""",
    ),
    Case(
        "R078",
        says="aws:loop does not support `onCancel`",
        bad="""
- name: L
  action: aws:loop
  inputs:
    MaxIterations: 2
    LoopCondition: {Variable: '{{ L.CurrentIteration }}', NumericLesser: 2}
    Steps:
      - {name: A, action: 'aws:sleep', inputs: {Duration: PT1M}}
  onCancel: Abort
""",
        good="""
- name: L
  action: aws:loop
  inputs:
    MaxIterations: 2
    LoopCondition: {Variable: '{{ L.CurrentIteration }}', NumericLesser: 2}
    Steps:
      - {name: A, action: 'aws:sleep', inputs: {Duration: PT1M}}
""",
    ),
]
