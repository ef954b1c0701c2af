"""Cases of the rule family `parameters`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R020",
        says="parameter `Flag` has the unknown type `Bool`",
        bad="""
schemaVersion: '0.3'
parameters: {Flag: {type: Bool}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {Flag: {type: Boolean}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R021",
        says="parameter `Flag` has no type",
        bad="""
schemaVersion: '0.3'
parameters: {Flag: {description: x}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {Flag: {type: Boolean}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R022",
        says="unknown key `allowedvalues` of parameter `Size`",
        bad="""
schemaVersion: '0.3'
parameters: {Size: {type: String, allowedvalues: [s]}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {Size: {type: String, allowedValues: [s]}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R023",
        says="default of parameter `Count` is not an Integer",
        bad="""
schemaVersion: '0.3'
parameters: {Count: {type: Integer, default: many}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {Count: {type: Integer, default: 7}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R024",
        says="default `xl` of parameter `Size` is not an allowed value",
        bad="""
schemaVersion: '0.3'
parameters: {Size: {type: String, default: xl, allowedValues: [s, m]}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {Size: {type: String, default: m, allowedValues: [s, m]}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R025",
        says="default of parameter `B1` refers to `A1`",
        bad="""
schemaVersion: '0.3'
parameters: {A1: {type: String}, B1: {type: String, default: '{{ A1 }}'}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {A1: {type: String}, B1: {type: String, default: '{{ ssm:/a }}'}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R026",
        says="parameter `L`: `minItems` 3 is over `maxItems` 2",
        bad="""
schemaVersion: '0.3'
parameters: {L: {type: StringList, minItems: 3, maxItems: 2}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {L: {type: StringList, minItems: 2, maxItems: 3}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R027",
        says="parameter name `run_id` may hold letters and digits only",
        bad="""
schemaVersion: '0.3'
parameters: {run_id: {type: String}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {RunId: {type: String}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R028",
        says="parameter name has 51 characters; a start takes 50",
        bad="""
schemaVersion: '0.3'
parameters: {NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN: {type: String}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN: {type: String}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
    Case(
        "R029",
        says="allowed value `two` of parameter `Count` is not an Integer",
        bad="""
schemaVersion: '0.3'
parameters: {Count: {type: Integer, allowedValues: [1, two]}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
        good="""
schemaVersion: '0.3'
parameters: {Count: {type: Integer, allowedValues: [1, 2], displayType: textfield}}
mainSteps: [{name: A, action: 'aws:pause', inputs: {}}]
""",
    ),
]
