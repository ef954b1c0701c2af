"""Cases of the rule family `text`."""

from validator_cases.case import Case

STEP = "[{name: A, action: 'aws:pause', inputs: {}}]"

CASES = [
    Case(
        "R001",
        says="not YAML: did not find expected node content",
        bad="""
schemaVersion: '0.3'
mainSteps: [
""",
        good="""
schemaVersion: '0.3'
description: x
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R002",
        says="document is a list; a runbook is a map",
        bad="- schemaVersion: '0.3'",
        good="""
schemaVersion: '0.3'
description: x
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R003",
        says="key `description` stands twice; the first is at line 2",
        bad="""
schemaVersion: '0.3'
description: x
description: y
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
description: x
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R004",
        says="`{{ … }}` without quotes is a YAML mapping, not a reference",
        bad="""
schemaVersion: '0.3'
parameters: {T: {type: String}}
mainSteps:
  - name: A
    action: aws:sleep
    inputs: {Duration: {{ T }}}
""",
        good="""
schemaVersion: '0.3'
parameters: {T: {type: String}}
mainSteps:
  - name: A
    action: aws:sleep
    inputs: {Duration: '{{ T }}'}
""",
    ),
    Case(
        "R005",
        says="document has 65,594 bytes; SSM takes 65,536",
        bad="schemaVersion: '0.3'\ndescription: " + "x" * 65_503 + "\nmainSteps: " + STEP,
        good="schemaVersion: '0.3'\ndescription: " + "x" * 65_000 + "\nmainSteps: " + STEP,
    ),
    Case(
        "R006",
        says="document is nested deeper than 64 levels",
        bad="schemaVersion: '0.3'\nfiles: " + "[" * 80 + "]" * 80 + "\nmainSteps: " + STEP,
        good="schemaVersion: '0.3'\nmainSteps: " + STEP,
    ),
    Case(
        "R007",
        says="key `true` is not text; YAML reads it as bool",
        bad="""
- name: A
  action: aws:executeAutomation
  inputs: {DocumentName: D, RuntimeParameters: {on: [x]}}
""",
        good="""
- name: A
  action: aws:executeAutomation
  inputs: {DocumentName: D, RuntimeParameters: {'on': [x]}}
""",
    ),
    Case(
        "R008",
        says="YAML tag `!Sub` means nothing to SSM",
        bad="""
schemaVersion: '0.3'
description: !Sub '${X}'
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
description: x
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
]
