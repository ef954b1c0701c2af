"""Cases of the rule family `inputs`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R100",
        says="step `A` has no `ImageId`, which aws:deleteImage needs",
        bad="- {name: A, action: 'aws:deleteImage', inputs: {}}",
        good="""
- {name: A, action: 'aws:deleteImage', inputs: {ImageId: ami-1}}
""",
    ),
    Case(
        "R101",
        says="`Seconds` is no input of aws:sleep",
        bad="- {name: A, action: 'aws:sleep', inputs: {Duration: PT3S, Seconds: 3}}",
        good="- {name: A, action: 'aws:sleep', inputs: {Duration: PT3S}}",
    ),
    Case(
        "R102",
        says="`Colour` is not documented for aws:runInstances",
        bad="""
- {name: A, action: 'aws:runInstances', inputs: {ImageId: ami-1, Colour: blue}}
""",
        good="""
- {name: A, action: 'aws:runInstances', inputs: {ImageId: ami-1}}
""",
    ),
    Case(
        "R103",
        says="`ResourceIds` of step `A` is text, not a list",
        bad="""
- {name: A, action: 'aws:createTags', inputs: {ResourceIds: i-1, Tags: [{Key: a, Value: b}]}}
""",
        good="""
- {name: A, action: 'aws:createTags', inputs: {ResourceIds: [i-1], Tags: [{Key: a, Value: b}]}}
""",
    ),
    Case(
        "R104",
        says="`DesiredState` of step `A` is `asleep`",
        bad="""
- name: A
  action: aws:changeInstanceState
  inputs:
    InstanceIds: [i-1]
    DesiredState: asleep
""",
        good="""
- name: A
  action: aws:changeInstanceState
  inputs:
    InstanceIds: [i-1]
    DesiredState: stopped
""",
    ),
    Case(
        "R105",
        says="step `A` has both `TemplateBody` and `TemplateURL`",
        bad="""
- name: A
  action: aws:createStack
  inputs: {StackName: s, TemplateBody: '{}', TemplateURL: 'https://x'}
""",
        good="""
- {name: A, action: 'aws:createStack', inputs: {StackName: s, TemplateURL: 'https://x'}}
""",
    ),
    Case(
        "R106",
        says="step `A` has neither `InstanceIds` nor `Targets`",
        bad="""
- {name: A, action: 'aws:runCommand', inputs: {DocumentName: AWS-RunShellScript}}
""",
        good="""
- name: A
  action: aws:runCommand
  inputs:
    DocumentName: AWS-RunShellScript
    InstanceIds: [i-1]
""",
    ),
    Case(
        "R107",
        says="51 instances; aws:runCommand takes 50",
        bad="""
- {name: A, action: 'aws:runCommand', inputs: {DocumentName: D, InstanceIds: ["""
        + ", ".join(f"i-{n}" for n in range(51))
        + "]}}",
        good="""
- {name: A, action: 'aws:runCommand', inputs: {DocumentName: D, InstanceIds: ["""
        + ", ".join(f"i-{n}" for n in range(50))
        + "]}}",
    ),
    Case(
        "R108",
        says="`UserData` of step `A` is not Base64",
        bad="""
- {name: A, action: 'aws:runInstances', inputs: {ImageId: ami-1, UserData: 'yum update'}}
""",
        good="""
- {name: A, action: 'aws:runInstances', inputs: {ImageId: ami-1, UserData: eXVtIHVwZGF0ZQ==}}
""",
    ),
    Case(
        "R109",
        says="`MaxErrors` of step `A` is `some`",
        bad="""
- name: A
  action: aws:runCommand
  inputs: {DocumentName: d-1, InstanceIds: [i-1], MaxErrors: some}
""",
        good="""
- name: A
  action: aws:runCommand
  inputs: {DocumentName: d-1, InstanceIds: [i-1], MaxErrors: 10%, DocumentVersion: $DEFAULT}
""",
    ),
]
