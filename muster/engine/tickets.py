"""Waves that wait for room in one target account and Region, and the order in which they get it."""

from dataclasses import dataclass

from muster.engine.limits import HEAD_START, TICKET_LIFE


@dataclass(frozen=True)
class Ticket:
    """A wave that wants to launch `wants` more servers; refreshed now and then, else void.

    `followers`: waves on the longest chain that waits for it.
    """

    holder: str
    wants: int
    urgency: int
    since: int
    seen: int
    followers: int = 0

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Recovery before drill, plan priority, then who has waited longest.

        Each wave that follows counts as some waiting: what is on the longest path is launched
        early, also when it is retried, and nobody is passed by for ever.
        """
        waited_since = self.since - HEAD_START * self.followers
        return self.urgency, waited_since, -self.wants, self.holder

    def is_alive(self, now: int) -> bool:
        """Whether its wave said lately that it still waits."""
        return now - self.seen <= TICKET_LIFE


def urgency_of(mode: str, priority: int) -> int:
    """A number to wait by: any recovery comes before any drill, then plan priority 1 before 5."""
    return (0 if mode == "recovery" else 10) + priority
