"""What the services of the embedded AWS share: time, chance, faults, clients, events."""

import random
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.seeds import Inventory


class Faults(Protocol):
    """The scripted misfortunes; each method is asked, or told, at one kind of place."""

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> str | None:
        """Why this launch of the server fails (the `rawError` text), or None if it succeeds."""

    def launch_delay(self, source_server_id: str) -> float:
        """Seconds by which this launch takes longer than the model says; usually 0."""

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
    faults: Faults
    inventory: Inventory

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
