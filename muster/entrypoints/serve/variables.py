"""What `muster serve` is told by its environment: one table, and every mistake at once.

What is secret may stand in a secret of Secrets Manager instead; it is in no message.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from muster.service.errors import MusterError

SECRET: Final = "MUSTER_SLACK_SECRET"  # noqa: S105 - the name of a variable
HOW: Final = "docs/how-to/serve.md says where each of them is found"
SHOWN: Final = 40
"""Characters of a wrong value that are repeated."""

ReadSecret = Callable[[str], Mapping[str, Any]]
"""The members of a secret by its name. Raises `MusterError`."""


@dataclass(frozen=True)
class Variable:
    """`form` of its value, `what` it is; `member` of the secret that may hold it, empty: none.

    `default` None: it must be given.
    """

    name: str
    what: str
    form: str
    example: str
    member: str = ""
    default: str | None = None


VARIABLES: Final = (
    Variable(
        "MUSTER_SLACK_TOKEN",
        "the bot token of the app",
        r"xoxb-[A-Za-z0-9-]{5,}",
        "xoxb-…",
        member="token",
    ),
    Variable(
        "MUSTER_SLACK_APP_TOKEN",
        "an app-level token with the scope connections:write",
        r"xapp-[A-Za-z0-9-]{5,}",
        "xapp-…",
        member="app_token",
    ),
    Variable(
        "MUSTER_SLACK_CHANNEL",
        "the id of the channel for runs that nobody started in a channel",
        r"[CG][A-Z0-9]{2,20}",
        "C0123456789",
    ),
    Variable(
        "MUSTER_SLACK_TEAM",
        "the id of the one workspace that is answered",
        r"[TE][A-Z0-9]{2,20}",
        "T0123456789",
    ),
    Variable(
        "MUSTER_SLACK_COMMAND", "the slash command", r"/[a-z0-9_-]{1,31}", "/dr", default="/dr"
    ),
    Variable(
        "MUSTER_SLACK_API",
        "Slack's Web API",
        r"https?://[^\s]+/",
        "https://slack.com/api/",
        default="https://slack.com/api/",
    ),
    Variable(
        "MUSTER_TICKETS",
        "the address of a ticket, with {ticket} in it",
        r"(https://[^\s|<>{}]+\{ticket\}[^\s|<>{}]*)?",
        "https://tickets.example.com/browse/{ticket}",
        default="",
    ),
    Variable(
        "MUSTER_DECISION_ROLE",
        "the ARN of the role that decides; without it `muster-decision` of the hub",
        r"(arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+)?",
        "arn:aws:iam::123456789012:role/muster-decision",
        default="",
    ),
)


class WrongVariablesError(MusterError):
    """What is missing or malformed, a line each."""


def read_variables(environ: Mapping[str, str], read_secret: ReadSecret) -> Mapping[str, str]:
    """Every variable's value by its name. Raises `WrongVariablesError` naming all mistakes."""
    name = environ.get(SECRET, "").strip()
    kept = read_secret(name) if name else {}
    values = {each.name: _value(each, environ, kept) for each in VARIABLES}
    wrong = [line for each in VARIABLES for line in _mistakes(each, values[each.name], name)]
    if wrong:
        count = f"{len(wrong)} settings are" if len(wrong) > 1 else "a setting is"
        raise WrongVariablesError("\n  ".join((f"{count} missing or wrong:", *wrong)), HOW)
    return {name: str(value) for name, value in values.items()}


def _value(each: Variable, environ: Mapping[str, str], kept: Mapping[str, Any]) -> str | None:
    """The environment's word counts before the secret's; surrounding space is nobody's wish."""
    given = environ.get(each.name, "").strip() or (kept.get(each.member) if each.member else "")
    return str(given) if given else each.default


def _mistakes(each: Variable, value: str | None, secret: str) -> Iterator[str]:
    where = f", and secret `{secret}` has no `{each.member}`" if secret and each.member else ""
    if value is None:
        yield f"{each.name} is missing{where}: {each.what}, as in {each.example}"
    elif not re.fullmatch(each.form, value):
        said = "what stands there" if each.member else f"`{value[:SHOWN]}`"
        yield f"{each.name}: {said} is not {each.what}, as in {each.example}{_mixed_up(value)}"


def _mixed_up(value: str) -> str:
    """Which other thing of Slack's it is, by its beginning."""
    kinds = {"xoxb-": "a bot token", "xapp-": "an app-level token", "xoxp-": "a user's token"}
    found = (f" (it is {kind})" for start, kind in kinds.items() if value.startswith(start))
    return next(found, "")
