"""Numbers that bound a plan. A name ending in `_S` counts seconds.

The first block comes from AWS; each line names the page or API shape it was read from. The second
block is muster's own: generous for people, small enough that no file can make the loader slow.
"""

# AWS
DOCUMENT_NAME_CHARS = 128  # SSM API, shape DocumentName: ^[a-zA-Z0-9_\-.]{3,128}$
PARAMETER_KEY_CHARS = 50  # SSM API, shape AutomationParameterKey
PARAMETER_VALUE_CHARS = 512  # SSM API, shape AutomationParameterValue
PARAMETER_VALUES = 50  # SSM API, shape AutomationParameterValueList
APPROVERS = 10  # Automation action aws:approve: at most 10 approvers
COMMAND_S = 480  # one aws:executeScript sends the command and waits; it lives 600 seconds
LAMBDA_S = 300  # Automation action aws:invokeLambdaFunction: a call may last 300 seconds
TAG_KEY_CHARS = 128  # DRS API, shape TagKey
TAG_VALUE_CHARS = 256  # DRS API, shape TagValue

# muster
WAVE_DOCUMENT = "muster-wave-{plan}.{wave}"
FILE_BYTES = 1024 * 1024
FILES_PER_WORKSPACE = 200
NESTING = 20
VALUES_PER_FILE = 20_000
PROBLEMS_SHOWN = 100
TEXT_CHARS = 500
NAME_CHARS = 100
WAVES = 200
GROUPS = 400
SERVERS_PER_GROUP = 1000
TAGS_PER_GROUP = 10
HOOKS_PER_STAGE = 10
PARAMETERS_PER_HOOK = 20
HEALTH_CHECKS = 10
COMMAND_CHARS = 1000
NEEDS_PER_WAVE = WAVES - 1
PEOPLE = 1000
MINUTE_S = 60
HOUR_S = 3600
DAY_S = 24 * HOUR_S
