"""Commands that were sent, and how they stand: each takes a fixed time, then has its result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from muster.embedded.aws.automation.settings import CommandResult

NOT_DELIVERED = CommandResult("TimedOut", -1, "")
"""What becomes of a command that its instance never got (User Guide, "Command statuses")."""


@dataclass(frozen=True)
class Invocation:
    """A command on one instance: how and when (epoch seconds) it ends."""

    result: CommandResult
    ends: float

    @property
    def is_delivered(self) -> bool:
        """Whether the instance ever gets it."""
        return self.result is not NOT_DELIVERED

    def is_over(self, now: float) -> bool:
        """Whether it has its result."""
        return now >= self.ends

    def status(self, now: float) -> str:
        """`CommandInvocationStatus`."""
        if self.is_over(now):
            return self.result.status
        return "InProgress" if self.is_delivered else "Pending"

    def details(self, now: float) -> str:
        """`StatusDetails`."""
        lost = self.is_over(now) and not self.is_delivered
        return "DeliveryTimedOut" if lost else self.status(now)

    def response_code(self, now: float) -> int:
        """The exit code; -1 as long as there is none."""
        return self.result.response_code if self.is_over(now) else -1

    def output(self, now: float, most: int) -> str:
        """What it wrote, cut at so many characters."""
        return self.result.output[:most] if self.is_over(now) else ""


@dataclass(frozen=True)
class Command:
    """One SendCommand: when (epoch seconds), and what becomes of it on each instance."""

    command_id: str
    document_name: str
    comment: str
    parameters: Mapping[str, Sequence[str]]
    sent: float
    invocations: Mapping[str, Invocation]


@dataclass
class CommandLog:
    """The commands of one account and Region, in the order of sending."""

    commands: dict[str, Command] = field(default_factory=dict)

    def add(self, command: Command) -> Command:
        """Remember one more."""
        self.commands[command.command_id] = command
        return command
