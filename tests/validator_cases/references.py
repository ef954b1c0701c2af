"""Cases of the rule family `references`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R080",
        says="parameter `NoSuchParam` is not declared",
        bad="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ NoSuchParam }}"}}
""",
        good="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ Time }}"}}
""",
    ),
    Case(
        "R081",
        says="there is no step `Ghost` to take `Ghost.Out` from",
        bad="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ Ghost.Out }}"}}
""",
        good="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ Ask.ApprovalStatus }}"}}
""",
    ),
    Case(
        "R082",
        says="step `Ask` has no output `Status`",
        bad="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ Ask.Status }}"}}
""",
        good="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ Ask.ApprovalStatus }}"}}
""",
    ),
    Case(
        "R083",
        says="there is no system variable `global:TIMEZONE`",
        bad="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ global:TIMEZONE }}"}}
""",
        good="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ global:DATE }}"}}
""",
    ),
    Case(
        "R084",
        says="`{{ssm:/time}}` is resolved in parameter defaults only",
        bad="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ ssm:/time }}"}}
""",
        good="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ Time }}"}}
""",
    ),
    Case(
        "R085",
        says="reference inside a reference: `{{ {{…`",
        bad="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ {{ Time }} }}"}}
""",
        good="""
schemaVersion: '0.3'
parameters: {Time: {type: String}}
mainSteps:
  - {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
  - {name: A, action: 'aws:sleep', inputs: {Duration: "{{ Time }}"}}
""",
    ),
    Case(
        "R086",
        says="key holds the reference `{{Key}}`",
        bad="""
schemaVersion: '0.3'
parameters:
  Key: {type: String}
mainSteps:
- name: A
  action: aws:executeAutomation
  inputs:
    DocumentName: D
    RuntimeParameters:
      '{{ Key }}': [x]
""",
        good="""
schemaVersion: '0.3'
parameters:
  Key: {type: String}
mainSteps:
- name: A
  action: aws:executeAutomation
  inputs:
    DocumentName: D
    RuntimeParameters:
      Key: ['{{ Key }}']
""",
    ),
    Case(
        "R087",
        says="step `Ask` never runs before step `A`",
        bad="""
- {name: A, action: 'aws:sleep', inputs: {Duration: '{{ Ask.ApprovalStatus }}'}}
- {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
""",
        good="""
- {name: Ask, action: 'aws:approve', inputs: {Approvers: [u]}}
- {name: A, action: 'aws:sleep', inputs: {Duration: '{{ Ask.ApprovalStatus }}'}}
""",
    ),
    Case(
        "R088",
        says="`{{.Names}}` is no reference; SSM may try to expand it",
        bad="""
- name: A
  action: aws:runCommand
  inputs:
    DocumentName: AWS-RunShellScript
    Targets:
    - Key: InstanceIds
      Values: [i-1]
    Parameters:
      commands: ['docker ps --format ''{{ .Names }}''']
""",
        good="""
- name: A
  action: aws:runCommand
  inputs:
    DocumentName: AWS-RunShellScript
    Targets:
    - Key: InstanceIds
      Values: [i-1]
    Parameters:
      commands: [docker ps]
""",
    ),
]
