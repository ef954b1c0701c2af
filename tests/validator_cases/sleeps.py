"""Cases of the rule family `sleeps`."""

from validator_cases.case import Case

CASES = [
    Case(
        "R180",
        says="step `A` has neither of `Duration` and `Timestamp`",
        bad="- {name: A, action: 'aws:sleep', inputs: {}}",
        good="- {name: A, action: 'aws:sleep', inputs: {Duration: PT5M}}",
    ),
    Case(
        "R181",
        says="`5m` is no ISO 8601 duration",
        bad="- {name: A, action: 'aws:sleep', inputs: {Duration: 5m}}",
        good="""
- {name: A, action: 'aws:sleep', inputs: {Timestamp: 2026-01-31T12:00:00Z}}
""",
    ),
    Case(
        "R182",
        says="step `A` sleeps 604,800 seconds; 604,799 are allowed",
        bad="- {name: A, action: 'aws:sleep', inputs: {Duration: P7D}}",
        good="""
- {name: A, action: 'aws:sleep', inputs: {Duration: P6DT23H59M59S}}
""",
    ),
]
