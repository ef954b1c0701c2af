"""Cases of the rule family `variables`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R030",
        says="variable `State` has the unknown type `Text`",
        bad="""
schemaVersion: '0.3'
variables: {State: {type: Text}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
variables: {State: {type: String}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R031",
        says="variable `State` has no type",
        bad="""
schemaVersion: '0.3'
variables: {State: {default: x}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
variables: {State: {type: String, default: x}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R032",
        says="default of variable `Count` is not an Integer",
        bad="""
schemaVersion: '0.3'
variables: {Count: {type: Integer, default: many}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
variables: {Count: {type: Integer, default: 7}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R033",
        says="variable `Stage` is not declared",
        bad="""
schemaVersion: '0.3'
variables: {State: {type: String}}
mainSteps: [{name: A, action: 'aws:sleep', inputs: {Duration: '{{ variable:Stage }}'}}]
""",
        good="""
schemaVersion: '0.3'
variables: {State: {type: String}}
mainSteps: [{name: A, action: 'aws:sleep', inputs: {Duration: '{{ variable:State }}'}}]
""",
    ),
    Case(
        "R034",
        says="step `A` updates `State`; SSM wants `variable:<name>`",
        bad="""
schemaVersion: '0.3'
variables: {State: {type: String}}
mainSteps: [{name: A, action: 'aws:updateVariable', inputs: {Name: 'State', Value: x}}]
""",
        good="""
schemaVersion: '0.3'
variables: {State: {type: String}}
mainSteps: [{name: A, action: 'aws:updateVariable', inputs: {Name: 'variable:State', Value: x}}]
""",
    ),
    Case(
        "R035",
        says="value for variable `Count` is not an Integer",
        bad="""
schemaVersion: '0.3'
variables:
  Count: {type: Integer}
mainSteps:
- name: A
  action: aws:updateVariable
  inputs: {Name: 'variable:Count', Value: many}
""",
        good="""
schemaVersion: '0.3'
variables: {Count: {type: Integer}}
mainSteps: [{name: A, action: 'aws:updateVariable', inputs: {Name: 'variable:Count', Value: 7}}]
""",
    ),
    Case(
        "R036",
        says="step `A` sets text of 0 characters; a variable holds 1 to 512",
        bad="""
schemaVersion: '0.3'
variables: {State: {type: String}}
mainSteps: [{name: A, action: 'aws:updateVariable', inputs: {Name: 'variable:State', Value: ''}}]
""",
        good="""
schemaVersion: '0.3'
variables: {State: {type: String}}
mainSteps: [{name: A, action: 'aws:updateVariable', inputs: {Name: 'variable:State', Value: x}}]
""",
    ),
]
