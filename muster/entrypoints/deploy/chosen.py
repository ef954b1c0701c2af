"""What a person chose on the command line, as parameters of the hub's stack."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

from muster.service.values import Caller

EMPTIED: Final = "none"
"""The word that empties a text or a list; a hook of this name is named by its ARN."""


@dataclass(frozen=True)
class Chosen:
    """The options of `muster deploy`; None and empty lists stay as they are in the stack.

    A text, or the only entry of a list, that is `EMPTIED` leaves nothing there.
    """

    bot: str | None = None
    slack_channel: str | None = None
    slack_team: str | None = None
    email: str | None = None
    hook_functions: tuple[str, ...] = ()
    hook_runbooks: tuple[str, ...] = ()
    ebs_keys: tuple[str, ...] = ()
    bot_principals: tuple[str, ...] = ()
    publisher_principals: tuple[str, ...] = ()
    break_glass_principals: tuple[str, ...] = ()
    second_factor: str | None = None
    terminate_by_tag: bool | None = None


def parameters(chosen: Chosen, caller: Caller) -> dict[str, str]:
    """The stack's parameters by name; short names of hooks become ARNs of this account."""
    given = {
        "Bot": chosen.bot,
        "SlackChannel": _text(chosen.slack_channel),
        "SlackTeam": _text(chosen.slack_team),
        "AlarmEmail": _text(chosen.email),
        "HookFunctions": _list(chosen.hook_functions, lambda name: [_function(name, caller)]),
        "HookRunbooks": _list(chosen.hook_runbooks, lambda name: _runbook(name, caller)),
        "EbsKeys": _list(chosen.ebs_keys),
        "BotPrincipals": _list(chosen.bot_principals),
        "PublisherPrincipals": _list(chosen.publisher_principals),
        "BreakGlassPrincipals": _list(chosen.break_glass_principals),
        "SecondFactor": chosen.second_factor,
        "TerminateByTag": {True: "yes", False: "no", None: None}[chosen.terminate_by_tag],
    }
    return {name: value for name, value in given.items() if value is not None}


def _text(value: str | None) -> str | None:
    return "" if value == EMPTIED else value


def _list(
    values: Collection[str], named: Callable[[str], Iterable[str]] = lambda value: [value]
) -> str | None:
    """The list as CloudFormation has it; None: it stays as it is."""
    entries = [entry for value in values if value != EMPTIED for entry in named(value)]
    return ",".join(entries) if values else None


def _function(name: str, caller: Caller) -> str:
    return name if name.startswith("arn:") else _arn(caller, "lambda", f"function:{name}")


def _runbook(name: str, caller: Caller) -> tuple[str, str]:
    """Systems Manager asks for the document under two names."""
    document = name if name.startswith("arn:") else _arn(caller, "ssm", f"document/{name}")
    return document, f"{document.replace(':document/', ':automation-definition/')}:*"


def _arn(caller: Caller, service: str, resource: str) -> str:
    partition = caller.arn.split(":")[1]
    return f"arn:{partition}:{service}:{caller.region}:{caller.account}:{resource}"
