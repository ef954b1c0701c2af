"""Cases of the rule family `branches`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R160",
        says="step `A` has no `Choices`",
        bad="""
- name: A
  action: aws:branch
  inputs: {Choices: []}
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, Variable: '{{ global:REGION }}', StringEquals: x}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R161",
        says="unknown operator `Resembles`",
        bad="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, Variable: '{{ global:REGION }}', Resembles: x}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, Variable: '{{ global:REGION }}', StartsWith: x}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R162",
        says="a condition has one operator; here is `StringEquals` and `Contains`",
        bad="""
- name: A
  action: aws:branch
  inputs:
    Choices:
    - {NextStep: B, Variable: '{{ global:REGION }}', StringEquals: x, Contains: y}
- name: B
  action: aws:pause
  inputs: {}
""",
        good="""
- name: A
  action: aws:branch
  inputs:
    Choices:
    - NextStep: B
      Or:
      - {Variable: '{{ global:REGION }}', StringEquals: x}
      - {Variable: '{{ global:REGION }}', Contains: y}
- name: B
  action: aws:pause
  inputs: {}
""",
    ),
    Case(
        "R163",
        says="condition has no `Variable`",
        bad="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, StringEquals: x}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, Variable: '{{ global:REGION }}', StringEquals: x}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R164",
        says="`Or` joins 1 conditions; it needs two",
        bad="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, Or: [{Variable: '{{ global:REGION }}', StringEquals: x}]}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, Not: {Variable: '{{ global:REGION }}', StringEquals: x}}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R165",
        says="choice has no `NextStep`",
        bad="""
- name: A
  action: aws:branch
  inputs: {Choices: [{Variable: '{{ global:REGION }}', StringEquals: x}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, Variable: '{{ global:REGION }}', StringEquals: x}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
    Case(
        "R166",
        says="`NumericGreater` compares with `many`, which is no number",
        bad="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, Variable: '{{ global:REGION }}', NumericGreater: many}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
        good="""
- name: A
  action: aws:branch
  inputs: {Choices: [{NextStep: B, Variable: '{{ global:REGION }}', NumericGreater: '-2.5'}]}
- {name: B, action: 'aws:pause', inputs: {}}
""",
    ),
]
