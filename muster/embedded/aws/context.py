"""What the services of the embedded AWS share: time, chance, faults, clients, events."""

import random
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.seeds import Inventory

if TYPE_CHECKING:
    from muster.embedded.aws.automation.settings import CommandResult

LaunchStage = Literal["conversion", "launch", "post-launch"]
JobStage = Literal["start", "conversion", "launch", "end"]
StatusCheck = Literal["ok", "initializing", "impaired"]
"""EC2's `SummaryStatus`, as far as it is played."""
AgentPing = Literal["Online", "ConnectionLost", "absent"]
"""SSM's `PingStatus`; `absent`: the agent never registered, so SSM knows no such node."""


@dataclass(frozen=True)
class LaunchFailure:
    """At which stage a launch ends, with which `rawError`.

    `post-launch`: the instance runs, then the launch fails, as when a mandatory post-launch action
    does (userguide/post-launch-action-settings-overview).
    """

    at: LaunchStage
    reason: str


@dataclass(frozen=True)
class FunctionFailure:
    """What an invocation answers as `errorType` and `errorMessage`, after `takes` seconds.

    `takes` None: the time that the function takes anyway.
    """

    error_type: str
    message: str
    takes: float | None = None


class Faults(Protocol):
    """The scripted misfortunes; each method is asked, or told, at one kind of place."""

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> LaunchFailure | None:
        """How this launch of the server fails, or None if it succeeds; asked once a launch."""

    def launch_delay(self, source_server_id: str) -> float:
        """Seconds by which this launch takes longer than the model says; usually 0."""

    def standstill(
        self, stage: JobStage, job_type: str, source_server_ids: Collection[str]
    ) -> float:
        """Seconds (`FOREVER` too) for which a job stands still here, with these servers."""

    def launched(self, instance_id: str, source_server_id: str) -> None:
        """Told when DRS has launched a recovery instance."""

    def status_check(self, instance_id: str) -> StatusCheck:
        """What EC2's checks say of a running instance; usually `ok`."""

    def agent(self, instance_id: str) -> AgentPing:
        """How SSM sees the agent of a running instance; usually `Online`."""

    def command_result(self, document: str, instance_id: str) -> "CommandResult | None":
        """How this command ends on the instance, None if as usual; asked once a command."""

    def function_failure(self, name: str) -> FunctionFailure | None:
        """How this invocation of a Lambda function fails, or None; asked once an invocation."""

    def deliveries(self, source: str, detail_type: str) -> tuple[float, ...]:
        """After how many seconds EventBridge delivers this event, once for each; usually `(0,)`."""

    def execution_started(self, execution_id: str, document: str) -> None:
        """Told when an automation execution begins to run, so that a script can kill it later."""

    def step_started(self, execution_id: str, step: str) -> None:
        """Told when a step of an automation execution begins."""


class Context(Protocol):
    """The world as a service sees it.

    Whoever calls holds `lock`; only the clock's thread runs tasks.
    """

    clock: Clock
    rng: random.Random
    inventory: Inventory

    @property
    def faults(self) -> Faults:
        """What goes wrong."""

    @property
    def lock(self) -> AbstractContextManager[Any]:
        """Held while anything of the world is read or changed."""

    def client(self, service: str, *, principal: str, region: str) -> Any:
        """A boto3 client in this process, signed in as the ARN `principal`; it cannot reach AWS.

        One attempt a call: it never sleeps, so retries are the caller's, on the virtual clock.
        """

    def emit(
        self,
        *,
        account: str,
        region: str,
        source: str,
        detail_type: str,
        detail: Mapping[str, Any],
        resources: Sequence[str] = (),
    ) -> None:
        """Put one event on the account's default bus, `time` being the virtual present."""

    def new_id(self, length: int = 17, alphabet: str = "0123456789abcdef") -> str:
        """A fresh id from the world's own seeded randomness."""

    def new_uuid(self) -> str:
        """A fresh UUID (version 4 in form) from the world's own seeded randomness."""
