"""What every kind of fault is made of."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.forms import Field
from muster.embedded.aws.journal import Entry


@dataclass(frozen=True)
class Stage:
    """What a fault may touch: time, chance, and what kills an automation execution.

    `kill` takes its id and the status that it shows from then on.
    """

    clock: Clock
    rng: random.Random
    kill: Callable[[str, str], None]


class Fault:
    """One misfortune; each method is asked, or told, at one kind of place, and may do nothing."""

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> str | None:
        """Why this launch fails, or None."""
        del source_server_id, is_drill
        return None

    def launch_delay(self, source_server_id: str) -> float:
        """Seconds by which this launch takes longer."""
        del source_server_id
        return 0.0

    def before(self, entry: Entry) -> None:
        """Asked before a call is answered; raises `AwsError` to refuse it."""

    def after(self, entry: Entry) -> None:
        """Asked after a call took effect; raises `AnswerLost` to lose the answer."""

    def execution_started(self, execution_id: str, document: str) -> None:
        """Told when an automation execution begins to run."""

    def step_started(self, execution_id: str, step: str) -> None:
        """Told when a step of an automation execution begins."""


@dataclass(frozen=True)
class Kind:
    """A kind of fault: its keys in a script, how one is made of them, on what they may disagree."""

    fields: Mapping[str, Field]
    make: Callable[[Mapping[str, Any], Stage], Fault]
    disagreement: Callable[[Mapping[str, Any]], str | None] = lambda _: None
