"""The named types of a plan's single values."""

from typing import Annotated, Final

from pydantic import Field

from muster.model import limits
from muster.model.codes import values
from muster.model.scalars import Form, Line

_NAME: Final = rf"[A-Za-z][A-Za-z0-9_-]{{0,{limits.NAME_CHARS - 1}}}"

Name = Annotated[
    str,
    Form(
        _NAME,
        values.NAME,
        "a name",
        "use letters, digits, hyphens and underscores, a letter first,"
        f" at most {limits.NAME_CHARS} characters",
    ),
]
"""Name of a plan, wave, protection group or person."""

Text = Annotated[str, Line(1, limits.TEXT_CHARS)]
"""One printable line."""

PeopleGroup = Annotated[
    str,
    Form(
        rf"@{_NAME}",
        values.GROUP_OF_PEOPLE,
        "a group of people",
        'write the group\'s name with an @, in quotes: `"@dr-approvers"`',
    ),
]
"""Name of a group of the people file, with its `@`."""

Account = Annotated[
    str,
    Form(
        r"[0-9]{12}",
        values.ACCOUNT,
        "an account id",
        'write all twelve digits, in quotes: `"012345678901"`',
    ),
]
"""AWS account id."""

Region = Annotated[
    str,
    Form(
        r"[a-z]{2}(-[a-z]+){1,3}-[1-9][0-9]?",
        values.REGION,
        "a Region code",
        "write the code, as in `us-west-2` or `eu-central-1`",
    ),
]
"""AWS Region code."""

ServerId = Annotated[
    str,
    Form(
        r"s-[0-9a-zA-Z]{17}",
        values.SERVER,
        "a source server id",
        "write the id as the DRS console shows it: `s-` and 17 letters or digits",
    ),
]
"""DRS source server id (DRS API, shape SourceServerID)."""

RunbookName = Annotated[
    str,
    Form(
        r"(?!muster-)(?:[a-zA-Z0-9_.-]{3,128}"
        r"|arn:aws[a-z-]*:ssm:[a-z0-9-]+:[0-9]{12}:document/[a-zA-Z0-9_.-]{3,128})",
        values.HOOK_TARGET,
        "a runbook",
        "write the name or ARN of a Systems Manager document that is not one of muster's own",
    ),
]
"""Name or ARN of an Automation runbook (SSM API, shape DocumentARN)."""

FunctionName = Annotated[
    str,
    Form(
        r"(?:[a-zA-Z0-9_-]{1,64}"
        r"|arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[a-zA-Z0-9_-]{1,64})"
        r"(?::[a-zA-Z0-9_$-]{1,128})?",
        values.HOOK_TARGET,
        "a Lambda function",
        "write the name or ARN of a function, with `:<version or alias>` if need be",
    ),
]
"""Name or ARN of a Lambda function (Lambda API, shape FunctionName)."""

Port = Annotated[int, Field(strict=True, ge=1, le=65535)]
"""TCP port."""

UrlPath = Annotated[
    str,
    Form(
        r"/[A-Za-z0-9._~/%?=&+,:@-]{0,199}",
        values.URL_PATH,
        "a path",
        "start with `/`; use what a URL may hold, without quotes and spaces",
    ),
]
"""Path and query of a URL; it stands between single quotes in a shell."""

HttpStatus = Annotated[int, Field(strict=True, ge=100, le=599)]
"""Status of an HTTP answer."""

Command = Annotated[str, Line(1, limits.COMMAND_CHARS)]
"""One line of shell."""

ParameterKey = Annotated[
    str,
    Form(
        rf"[A-Za-z][A-Za-z0-9_.-]{{0,{limits.PARAMETER_KEY_CHARS - 1}}}",
        values.NAME,
        "a parameter name",
        f"use letters, digits, `_`, `.` and `-`, at most {limits.PARAMETER_KEY_CHARS} characters",
    ),
]
"""Key of a hook's parameters (SSM API, shape AutomationParameterKey)."""

ParameterValue = Annotated[str, Line(0, limits.PARAMETER_VALUE_CHARS)]
"""Value of a hook's parameter (SSM API, shape AutomationParameterValue)."""

TagKey = Annotated[str, Line(1, limits.TAG_KEY_CHARS)]
TagValue = Annotated[str, Line(0, limits.TAG_VALUE_CHARS)]

Count = Annotated[int, Field(strict=True, ge=0, le=limits.SERVERS_PER_GROUP)]
"""A number of servers."""
