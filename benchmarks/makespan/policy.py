"""How somebody recovers: its name, what it does, what it would refuse of its own accord."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.makespan.ground import Ground
from benchmarks.makespan.scenario import Scenario


def refuses_nothing(_scenario: Scenario) -> str:
    return ""


@dataclass(frozen=True)
class Policy:
    """`play` is blocking code on the ground's clock, until it holds the run for done.

    `refuses` gives the reason why it would not even start, or nothing. `within_quotas` False: with
    its caps off it is played without DRS's quotas, for it does not mind them.
    """

    name: str
    play: Callable[[Ground], None]
    refuses: Callable[[Scenario], str] = refuses_nothing
    within_quotas: bool = True
