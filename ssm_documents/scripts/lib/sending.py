"""SendCommand, once: it has no client token, and what it runs need not bear to be run twice.

A command whose answer was lost is looked for by its comment before it is sent again.
"""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.moments import moment_at
from ssm_documents.scripts.lib.clients import (
    ATTEMPTS,
    Where,
    back_off,
    call_once,
    client,
    every,
    is_ambiguous,
    is_transient,
)
from ssm_documents.scripts.lib.here import now

SHOWN_WITHIN = 2
"""The attempt whose pause a command that was taken may need until it is listed: some seconds."""

LATELY = 900
"""An instance's commands of so many seconds are looked through."""


def send_once(there: Where, mark: str, **command: Any) -> str:
    """Send a command (parameters of SendCommand); gives its id. `mark`: nobody else's comment.

    Raises what the last attempt raised.
    """
    ssm = client("ssm", there)
    for attempt in range(ATTEMPTS - 1):
        try:
            return _sent(ssm, mark, command)
        except (ClientError, BotoCoreError) as error:
            if not is_transient(error):
                raise
            is_in_doubt = is_ambiguous(error)
        back_off(max(attempt, SHOWN_WITHIN) if is_in_doubt else attempt)
        if is_in_doubt and (known := _known(ssm, mark, command["InstanceIds"][0])):
            return known
    return _sent(ssm, mark, command)


def _sent(ssm: Any, mark: str, command: dict[str, Any]) -> str:
    return str(call_once(ssm.send_command, Comment=mark, **command)["Command"]["CommandId"])


def _known(ssm: Any, mark: str, instance: str) -> str:
    """The command with this comment; empty if the instance has got none."""
    after = moment_at(now() - LATELY)
    listed = every(
        ssm.list_command_invocations,
        "CommandInvocations",
        InstanceId=instance,
        Filters=[{"key": "InvokedAfter", "value": after}],
    )
    return next((str(one["CommandId"]) for one in listed if one.get("Comment") == mark), "")
