"""What every kind of fault is made of."""

import random
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.context import (
    AgentPing,
    Context,
    FunctionFailure,
    JobStage,
    LaunchFailure,
    StatusCheck,
)
from muster.embedded.aws.drs.target import Targets
from muster.embedded.aws.forms import Field
from muster.embedded.aws.journal import Entry

if TYPE_CHECKING:
    from muster.embedded.aws.automation import CommandResult
    from muster.embedded.aws.parts import Settings

IN_TIME: tuple[float, ...] = (0.0,)
"""The `deliveries` of an event that nothing happens to."""


@dataclass(frozen=True)
class Stage:
    """What a fault may touch: the world, chance, what kills an automation execution, DRS.

    `kill` takes its id and the status that it shows from then on. `drs` gives DRS everywhere, once
    the world stands.
    """

    world: Context
    rng: random.Random
    kill: Callable[[str, str], None]
    drs: Callable[[], Targets]

    @property
    def clock(self) -> Clock:
        """The world's clock."""
        return self.world.clock

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Do it in so many seconds; at once, if there are none."""
        if seconds > 0:
            self.clock.after(seconds, action)
        else:
            action()


class Fault:
    """One misfortune; each method is asked, or told, at one kind of place, and may do nothing."""

    def adjust(self, settings: "Settings") -> "Settings":
        """The settings with which the world is to begin."""
        return settings

    def begin(self) -> None:
        """Told when the world stands: here begins what happens at a time of its own."""

    def before(self, entry: Entry) -> None:
        """Asked before a call is answered; raises `AwsError` to refuse it."""

    def after(self, entry: Entry) -> None:
        """Asked after a call took effect; raises `AnswerLost` to lose the answer."""

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> LaunchFailure | None:
        """How this launch fails, or None."""
        del source_server_id, is_drill
        return None

    def launch_delay(self, source_server_id: str) -> float:
        """Seconds by which this launch takes longer."""
        del source_server_id
        return 0.0

    def standstill(
        self, stage: JobStage, job_type: str, source_server_ids: Collection[str]
    ) -> float:
        """Seconds for which a job of DRS stands still."""
        del stage, job_type, source_server_ids
        return 0.0

    def launched(self, instance_id: str, source_server_id: str) -> None:
        """Told when DRS has launched a recovery instance."""

    def status_check(self, instance_id: str) -> StatusCheck:
        """What EC2's checks say of an instance."""
        del instance_id
        return "ok"

    def agent(self, instance_id: str) -> AgentPing:
        """How SSM sees the agent of an instance."""
        del instance_id
        return "Online"

    def command_result(self, document: str, instance_id: str) -> "CommandResult | None":
        """How a command ends on an instance, or None."""
        del document, instance_id
        return None

    def function_failure(self, name: str) -> FunctionFailure | None:
        """How this invocation of a Lambda function fails, or None."""
        del name
        return None

    def deliveries(self, source: str, detail_type: str) -> tuple[float, ...]:
        """After how many seconds an event is delivered, once for each."""
        del source, detail_type
        return IN_TIME

    def execution_started(self, execution_id: str, document: str) -> None:
        """Told when an automation execution begins to run."""

    def step_started(self, execution_id: str, step: str) -> None:
        """Told when a step of an automation execution begins."""


@dataclass(frozen=True)
class Kind:
    """A kind of fault: its keys in a script, how one is made of them, on what they may disagree.

    `says` is one sentence of what happens, `example` one entry of a script.
    """

    says: str
    example: str
    fields: Mapping[str, Field]
    make: Callable[[Mapping[str, Any], Stage], Fault]
    disagreement: Callable[[Mapping[str, Any]], str | None] = lambda _: None
