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
        says="`Seconds` is no input of aws:pause",
        bad="- {name: A, action: 'aws:pause', inputs: {Seconds: 3}}",
        good="- {name: A, action: 'aws:pause', inputs: {}}",
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
]
