"""Commands that were sent, and how they stand: each takes a fixed time, then has its result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from muster.embedded.aws.automation.settings import CommandResult


@dataclass(frozen=True)
class Command:
    """One SendCommand: who got it, when (epoch seconds), when and how it ends on each instance."""

    command_id: str
    document_name: str
    comment: str
    parameters: Mapping[str, Sequence[str]]
    sent: float
    ends: float
    results: Mapping[str, CommandResult]

    def status(self, instance_id: str, now: float) -> str:
        """`CommandInvocationStatus` on one instance."""
        return self.results[instance_id].status if now >= self.ends else "InProgress"

    def overall(self, now: float) -> str:
        """`CommandStatus`: Success if it succeeded everywhere."""
        if now < self.ends:
            return "InProgress" if self.results else "Pending"
        statuses = {result.status for result in self.results.values()} - {"Success"}
        return min(statuses, default="Success")


@dataclass
class CommandLog:
    """The commands of one account and Region, in the order of sending."""

    commands: dict[str, Command] = field(default_factory=dict)

    def add(self, command: Command) -> Command:
        """Remember one more."""
        self.commands[command.command_id] = command
        return command

    def view(self, command: Command, now: float) -> dict[str, Any]:
        """The counts of `Command` that depend on time."""
        over = now >= command.ends
        bad = sum(result.status != "Success" for result in command.results.values())
        return {
            "TargetCount": len(command.results),
            "CompletedCount": len(command.results) if over else 0,
            "ErrorCount": bad if over else 0,
        }
