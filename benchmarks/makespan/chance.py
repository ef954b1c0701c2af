"""The launches of a scenario: how long each takes and which fails, from a seed and nothing else.

A launch belongs to its server, not to the job that it happens to be in: so every policy, and
muster, meets the very same launches, and what is the least that a wave can take is known.
"""

from dataclasses import replace
from random import Random

from benchmarks.makespan.scenario import Scenario
from muster.embedded.aws.context import LaunchFailure
from muster.embedded.aws.drs import Phases, Range, Timing
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.script import FaultScript
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.throttle import rate_exceeded

EARLY = 0.5
"""So much less than `seconds` a job lasts, so that a look at that very moment sees its end."""


class Launches(Fault):
    """Takes the place of a fault script: slows every launch down by its own time.

    On a whole embedded AWS it refuses calls, too; the ground of the policies does so by itself.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario, self._seed = scenario, seed
        self._times = dict(scenario.times)
        self._staging = dict(scenario.staging)
        self._launched: set[str] = set()
        self._calls = Random(f"{seed}/calls")

    def before(self, entry: Entry) -> None:
        if entry.service == "drs" and self._calls.random() < self._scenario.throttled:
            raise rate_exceeded(entry.service)

    def launch_delay(self, source_server_id: str) -> float:
        shared = SHARING if source_server_id in self._staging else 0.0
        return self.seconds(source_server_id) - BASE - shared

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> LaunchFailure | None:
        del is_drill
        first = source_server_id not in self._launched
        self._launched.add(source_server_id)
        fails = first and self.fails(source_server_id)
        return LaunchFailure("launch", "the benchmark lets it fail") if fails else None

    def fails(self, server: str) -> bool:
        """Whether the server's first launch fails."""
        return Random(f"{self._seed}/failure/{server}").random() < self._scenario.failed

    def seconds(self, server: str) -> float:
        """How long the server takes from the call to LAUNCHED, at the least."""
        if server in self._times:
            return self._times[server] - CLOSING - EARLY
        chance = Random(f"{self._seed}/time/{server}").uniform(-1.0, 1.0)
        lasts = self._scenario.seconds * (1 + self._scenario.spread * chance)
        return lasts - CLOSING - EARLY


def script(scenario: Scenario, seed: int) -> FaultScript:
    """The same launches for a whole embedded AWS, and the throttled calls."""

    def make(_values: object, _stage: Stage) -> Fault:
        return Launches(scenario, seed)

    return FaultScript(((Kind(says="", example="", fields={}, make=make), {}),))


def exactly(seconds: float) -> Range:
    return Range(seconds, seconds)


PHASES = Phases(
    snapshot=exactly(0.18),
    volumes=exactly(51.2),
    conversion=exactly(174.5),
    hand_over=exactly(0.45),
    launch=exactly(60.0),
    straggle=exactly(0.0),
)
"""The captured phases at their shortest; the launch itself gives way to the server's own time."""

CLOSING = 2.1
SHARING = 60.0
"""What an extended server's launch takes more: a part of its own time, which stays what it is."""
TIMING = replace(
    Timing(),
    to_start=exactly(0.33),
    stagger=0.0,
    closing=exactly(CLOSING),
    sharing=exactly(SHARING),
    linux=PHASES,
)
BASE = 0.33 + TIMING.to_snapshot + 0.18 + 51.2 + 174.5 + 0.45 + 60.0
"""Seconds from StartRecovery to LAUNCHED before a server's own time is added."""
