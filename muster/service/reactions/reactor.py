"""All that follows from what happened to one run: every reaction once, on one reading."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from muster.service.announcing import Announcer, Call, Notice, Refresh
from muster.service.events import Event
from muster.service.ports import Clock, RunTable
from muster.service.reactions.table import HANDLERS
from muster.service.reactions.truth import Truth
from muster.service.reactions.whose import runs_of
from muster.service.recovery import RecoveryService

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reactor:
    """The ports that reactions need."""

    table: RunTable
    drs: RecoveryService
    announcer: Announcer
    clock: Clock

    def runs_of(self, event: Event) -> frozenset[str]:
        """The runs that the event is about. Raises `AwsError` if they cannot be looked up."""
        return runs_of(event, self.table, self.drs)

    def react(self, run: str, events: Iterable[Event]) -> bool:
        """React to the events of one run; False if something failed and should be tried again.

        A reaction that fails is logged, the others still run. Whatever is to be told is told once:
        first the message is brought up to date, then people are called.
        """
        truth = Truth(run, self.table, self.drs, self.clock.now())
        outcomes = [self._asked(event, truth) for event in dict.fromkeys(events)]
        told = dict.fromkeys(notice for _, notices in outcomes for notice in notices)
        said = [self._announced(notice) for notice in _in_order(told)]
        return all(ok for ok, _ in outcomes) and all(said)

    def _asked(self, event: Event, truth: Truth) -> tuple[bool, tuple[Notice, ...]]:
        notices: list[Notice] = []
        ok = True
        for handler in HANDLERS[type(event)]:
            try:
                notices += handler(event, truth)
            except Exception:
                log.exception("the reaction to %s of run %s failed", event, truth.run_id or "-")
                ok = False
        return ok, tuple(notices)

    def _announced(self, notice: Notice) -> bool:
        try:
            if isinstance(notice, Refresh):
                self.announcer.refresh_soon(notice.run)
            else:
                self.announcer.call_people(notice)
        except Exception:
            log.exception("nobody could be told: %s", notice)
            return False
        return True


def announce(announcer: Announcer, notice: Notice) -> None:
    """Tell it through the announcer."""
    if isinstance(notice, Refresh):
        announcer.refresh(notice.run)
    else:
        announcer.call_people(notice)


def _in_order(notices: Iterable[Notice]) -> Iterator[Notice]:
    told = tuple(notices)
    yield from (notice for notice in told if isinstance(notice, Refresh))
    yield from (notice for notice in told if isinstance(notice, Call))
