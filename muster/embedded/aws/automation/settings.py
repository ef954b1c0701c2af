"""What the automation service allows and how long its own work takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CommandResult:
    """How a Run Command invocation ends on one instance: `status` as SSM spells it."""

    status: str = "Success"
    response_code: int = 0
    output: str = ""


Commands = Callable[[str, str, Mapping[str, Any]], CommandResult]
"""Plays a command: its document's name, the instance, the document's parameters."""


@dataclass(frozen=True)
class Settings:
    """Quotas (AWS General Reference, "Systems Manager endpoints and quotas") and assumed durations.

    The durations are assumptions, on the slow side of what consoles show; AWS documents none. All
    are seconds of virtual time. `commands` plays Run Command on an instance that is running; None:
    every command succeeds and writes nothing.
    """

    concurrent: int = 100
    concurrent_blocking: int = 400
    queued: int = 5000
    nesting: int = 5
    role_less_seconds: float = 12 * 3600.0
    cancel_seconds: float = 120.0
    step_seconds: float = 1.0
    script_seconds: float = 2.0
    call_seconds: float = 0.1
    poll_seconds: float = 5.0
    command_seconds: float = 5.0
    throttle_retry_seconds: float = 0.0
    steps_in_answer: int = 100
    commands: Commands | None = None
