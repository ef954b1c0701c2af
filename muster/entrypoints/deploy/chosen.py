"""What a person chose on the command line, as parameters of the hub's stack."""

from collections.abc import Iterable
from dataclasses import dataclass

from muster.service.values import Caller


@dataclass(frozen=True)
class Chosen:
    """The options of `muster deploy`; empty ones stay as they are in the stack."""

    bot: str | None = None
    slack_channel: str = ""
    slack_team: str = ""
    email: str = ""
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
        "Bot": chosen.bot or "",
        "SlackChannel": chosen.slack_channel,
        "SlackTeam": chosen.slack_team,
        "AlarmEmail": chosen.email,
        "HookFunctions": _joined(_function(name, caller) for name in chosen.hook_functions),
        "HookRunbooks": _joined(
            arn for name in chosen.hook_runbooks for arn in _runbook(name, caller)
        ),
        "EbsKeys": _joined(chosen.ebs_keys),
        "BotPrincipals": _joined(chosen.bot_principals),
        "PublisherPrincipals": _joined(chosen.publisher_principals),
        "BreakGlassPrincipals": _joined(chosen.break_glass_principals),
        "SecondFactor": chosen.second_factor or "",
    }
    by_tag = {True: "yes", False: "no", None: ""}[chosen.terminate_by_tag]
    return {name: value for name, value in {**given, "TerminateByTag": by_tag}.items() if value}


def _joined(values: Iterable[str]) -> str:
    return ",".join(values)


def _function(name: str, caller: Caller) -> str:
    return name if name.startswith("arn:") else _arn(caller, "lambda", f"function:{name}")


def _runbook(name: str, caller: Caller) -> tuple[str, str]:
    """Systems Manager asks for the document under two names."""
    document = name if name.startswith("arn:") else _arn(caller, "ssm", f"document/{name}")
    return document, f"{document.replace(':document/', ':automation-definition/')}:*"


def _arn(caller: Caller, service: str, resource: str) -> str:
    partition = caller.arn.split(":")[1]
    return f"arn:{partition}:{service}:{caller.region}:{caller.account}:{resource}"
