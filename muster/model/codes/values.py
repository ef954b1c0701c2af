"""Mistakes of a single value: the right type, but not a thing that exists."""

from muster.model.codes.code import Code

NAME = Code(
    "P030",
    "name of the wrong form",
    "Names become parts of document and step names in Systems Manager: letters, digits, hyphens"
    " and underscores, a letter first.",
    "wave: data bases",
    "wave: data-bases",
)
EXPANSION = Code(
    "P031",
    "text holds `{{`",
    "Systems Manager would expand it at run time, whatever it was meant to be.",
    "description: Pays {{ account }}",
    "description: Pays the account",
)
DURATION = Code(
    "P032",
    "duration of the wrong form",
    "A duration is a whole number and a unit: `90s`, `45m`, `2h`, `1d`.",
    "rto: 45",
    "rto: 45m",
)
DURATION_RANGE = Code(
    "P033",
    "duration is out of range",
    "Shorter than can work, or longer than an automation lives.",
    "timeout: 10d",
    "timeout: 12h",
)
ACCOUNT = Code(
    "P034",
    "account id of the wrong form",
    "An AWS account id has twelve digits and stands in quotes: leading zeros count.",
    'account: "12345"',
    'account: "000000012345"',
)
REGION = Code(
    "P035",
    "Region code of the wrong form",
    "The code is wanted, not the name of the place.",
    "region: Oregon",
    "region: us-west-2",
)
SERVER = Code(
    "P036",
    "source server id of the wrong form",
    "A source server id is `s-` and 17 letters or digits; instance ids and host names are not.",
    "servers: [i-0123456789abcdef0]",
    "servers: [s-5817ab4ccdfa96db3]",
)
GROUP_OF_PEOPLE = Code(
    "P037",
    "group of people of the wrong form",
    "Approvals and owners name a group of the people file, never one person, who may be asleep.",
    "from: anna",
    'from: "@dr-approvers"',
)
HOOK_TARGET = Code(
    "P038",
    "runbook or function of the wrong form",
    "A hook names a Systems Manager document or a Lambda function, by name or ARN; never one of"
    " muster's own documents.",
    "runbook: check licences",
    "runbook: check-licences",
)
TOLERANCE = Code(
    "P039",
    "tolerance of the wrong form",
    "How many servers of a wave may fail: a whole number, or a percentage in quotes.",
    "tolerate: a few",
    'tolerate: "10%"',
)
URL_PATH = Code(
    "P070",
    "path of the wrong form",
    "What a health check asks for is path and query of a URL: it starts with a slash and holds no"
    " quotes and no spaces.",
    "health: [{http: 8080, path: health}]",
    "health: [{http: 8080, path: /health}]",
)

CODES = (
    NAME,
    EXPANSION,
    DURATION,
    DURATION_RANGE,
    ACCOUNT,
    REGION,
    SERVER,
    GROUP_OF_PEOPLE,
    HOOK_TARGET,
    TOLERANCE,
    URL_PATH,
)
