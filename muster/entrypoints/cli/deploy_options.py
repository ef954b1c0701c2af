"""The options of `muster deploy` that the parameters of the hub's stack stand for."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import click

from muster.entrypoints.deploy.chosen import EMPTIED, Chosen

Command = Callable[..., Any]
Given = str | tuple[str, ...] | None


def chosen_options(command: Command) -> Command:
    """Give a command the options that the stack's parameters stand for, as `chosen`."""

    @click.option(
        "--bot",
        type=click.Choice(["function", "elsewhere"]),
        help="Where the Slack bot runs; elsewhere, or nowhere.",
    )
    @_one("--slack-channel", "slack_channel", "Channel id, `C…`, where runs are told of.")
    @_one("--slack-team", "slack_team", "Workspace id, `T…`; nobody else is answered.")
    @_one("--email", "email", "Address that is told of alarms and approvals.")
    @_many("--hook-function", "hook_functions", "Lambda function that plans may name as a hook.")
    @_many("--hook-runbook", "hook_runbooks", "Runbook that plans may name as a hook.")
    @_many("--ebs-key", "ebs_keys", "ARN of a KMS key of recovery instances' volumes.")
    @_many("--bot-principal", "bot_principals", "ARN that may become the bot's role.")
    @_many(
        "--publisher",
        "publisher_principals",
        "ARN that may become the publisher role; `none`: whom IAM lets.",
    )
    @_many(
        "--break-glass",
        "break_glass_principals",
        "ARN that may become the break-glass role; `none`: whom IAM lets.",
    )
    @click.option(
        "--second-factor",
        type=click.Choice(["iam", "provider"]),
        help="Who sees to that of break-glass; `provider`: IAM Identity Center or SAML.",
    )
    @click.option(
        "--terminate-by-tag/--terminate-any",
        default=None,
        help="Whether clean-up is bound to instances that carry the tag.",
    )
    @wraps(command)
    def with_chosen(*args: Any, **given: Any) -> Any:
        names = Chosen.__dataclass_fields__
        chosen = Chosen(**{name: given.pop(name) for name in names})
        return command(*args, chosen=chosen, **given)

    return with_chosen


def _one(flag: str, name: str, text: str) -> Callable[[Command], Command]:
    return click.option(flag, name, callback=_checked, help=text)


def _many(flag: str, name: str, text: str) -> Callable[[Command], Command]:
    help_text = f"{text} May be repeated."
    return click.option(flag, name, multiple=True, callback=_checked, help=help_text)


def _checked(_context: click.Context, _option: click.Parameter, given: Given) -> Given:
    """What was given, if it is clear what is meant.

    An unset variable of a script takes nothing away: only the word `none` does.
    """
    values = () if given is None else (given,) if isinstance(given, str) else given
    _check(values)
    return given


def _check(values: Iterable[str]) -> None:
    if any(not value.strip() for value in values):
        raise click.BadParameter(
            f"it is empty; leave it out to keep what is there, or say `{EMPTIED}` to empty it."
        )
    if EMPTIED in values and set(values) != {EMPTIED}:
        raise click.BadParameter(f"`{EMPTIED}` empties it, so nothing may stand beside that.")
