"""Mistakes of keys and types: the file is YAML, but not of the form of a plan."""

from muster.model.codes.code import Code

UNKNOWN_KEY = Code(
    "P020",
    "unknown key",
    "A key that nobody reads is a wish that nobody grants: most often a typing mistake.",
    "approvall: {in: [recovery]}",
    "approval: {in: [recovery]}",
)
MISSING_KEY = Code(
    "P021",
    "key is missing",
    "There is no safe default for it.",
    "target: {region: us-west-2}",
    'target: {region: us-west-2, account: "123456789012"}',
)
WRONG_TYPE = Code(
    "P022",
    "value of the wrong type",
    "A text stands where a list is wanted, a number where a text is wanted, and the like.",
    "needs: databases",
    "needs: [databases]",
)
UNKNOWN_WORD = Code(
    "P023",
    "word is not one of the allowed ones",
    "The field takes one of a few words.",
    "failure: {then: stop}",
    "failure: {then: abort}",
)
OUT_OF_RANGE = Code(
    "P024",
    "number is out of range",
    "The number is smaller or larger than the field allows.",
    "priority: 9",
    "priority: 5",
)
WRONG_SIZE = Code(
    "P025",
    "too long, too short, too many or too few",
    "Texts and lists have limits, so that what is made from them fits into AWS's.",
    "waves: []",
    "waves:\n  - wave: databases\n    groups: [databases]",
)
NOT_BUILT = Code(
    "P028",
    "part of the format that this version does not do yet",
    "It is refused rather than ignored: a recovery must not skip what its plan says.",
    "health: [{tcp: 5432}]",
    "health: [ec2-status]",
)

CODES = (
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    UNKNOWN_WORD,
    OUT_OF_RANGE,
    WRONG_SIZE,
    NOT_BUILT,
)
