"""Cases of the rule family `top_level`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R010",
        says="unknown key `colour` of the document",
        bad="""
schemaVersion: '0.3'
colour: blue
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
description: blue
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R011",
        says="`schemaVersion` is `0.4`; runbooks have `0.3`",
        bad="""
schemaVersion: '0.4'
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'

mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R012",
        says="`schemaVersion` is a number, not text",
        bad="""
schemaVersion: 0.3
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'

mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R013",
        says="`mainSteps` is missing",
        bad="schemaVersion: '0.3'",
        good="""
schemaVersion: '0.3'

mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R014",
        says="`mainSteps` has no step",
        bad="""
schemaVersion: '0.3'
mainSteps: []
""",
        good="""
schemaVersion: '0.3'

mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R015",
        says="`description` is a list; SSM wants text",
        bad="""
schemaVersion: '0.3'
description: [x]
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
description: x
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R016",
        says="`assumeRole` is `muster-automation`, neither a role ARN nor one `{{ Parameter }}`",
        bad="""
schemaVersion: '0.3'
assumeRole: muster-automation
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
assumeRole: 'arn:aws:iam::123456789012:role/muster'
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R017",
        says="output 'Result' is not of the form `step.output`",
        bad="""
schemaVersion: '0.3'
outputs: [Result]
mainSteps: [{name: A, action: 'aws:approve', inputs: {Approvers: [u]}}]
""",
        good="""
schemaVersion: '0.3'
outputs: [A.ApprovalStatus]
mainSteps: [{name: A, action: 'aws:approve', inputs: {Approvers: [u]}}]
""",
    ),
    Case(
        "R018",
        says="file `s.zip` has no `checksums.sha256`",
        bad="""
schemaVersion: '0.3'
files: {s.zip: {size: 3}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
files: {s.zip: {checksums: {sha256: abc}}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
]
