"""A batch of the queue becomes one reaction a run.

messages ─► translate ─► whose run? ─► group by run ─► react ─► which messages to keep
             rejected: dropped, counted                failed: come again, at last dead letters
"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from eventbridge.rejection import Rejection
from eventbridge.translate import translate
from muster.service.events import Event
from muster.service.hearing import Message
from muster.service.reactions.reactor import Reactor

log = logging.getLogger(__name__)

MOST_RECEIVES = 5
"""A message that was taken more often is not tried again: SQS moves it to the dead letters."""

POISON, DONE = "poison", "done"


@dataclass(frozen=True)
class Digest:
    """What became of a batch: the ids of messages to keep, and how many met which fate.

    Fates are `done`, `poison`, and the reasons of `Rejection`. A message may be done and yet be
    kept, because a reaction to its event failed.
    """

    keep: frozenset[str] = frozenset()
    fates: Counter[str] = field(default_factory=Counter)


@dataclass
class _Group:
    """What a batch tells of one run, and the messages that told it."""

    events: dict[Event, None] = field(default_factory=dict)
    messages: set[str] = field(default_factory=set)


class Consumer:
    """Digests batches; keeps nothing from one to the next."""

    def __init__(self, reactor: Reactor, *, own_role: str) -> None:
        """`own_role` is the name of the role that the runbooks run as."""
        self._reactor = reactor
        self._own_role = own_role

    def digest(self, messages: Sequence[Message]) -> Digest:
        """React to a batch. Raises nothing: what fails is named in the digest."""
        fates: Counter[str] = Counter()
        poison = {entry.message for entry in messages if entry.receives > MOST_RECEIVES}
        fates[POISON] += len(poison)
        told = self._translated((m for m in messages if m.message not in poison), fates)
        keep, groups = self._grouped(told)
        for run, group in groups.items():
            if not self._reactor.react(run, group.events):
                keep |= group.messages
        return Digest(frozenset(keep | poison), +fates)

    def _translated(
        self, messages: Iterable[Message], fates: Counter[str]
    ) -> list[tuple[Message, Event]]:
        told = []
        for message in messages:
            made = translate(message.body, own_role=self._own_role)
            if isinstance(made, Rejection):
                fates[made.reason] += 1
                log.debug("message %s dropped, %s: %s", message.message, made.reason, made.about)
            else:
                fates[DONE] += 1
                told.append((message, made))
        return told

    def _grouped(self, told: Iterable[tuple[Message, Event]]) -> tuple[set[str], dict[str, _Group]]:
        """The events by run; and the messages whose runs could not be looked up."""
        groups: dict[str, _Group] = {}
        unknown: set[str] = set()
        runs: dict[Event, frozenset[str]] = {}
        for message, event in told:
            try:
                if event not in runs:
                    runs[event] = self._reactor.runs_of(event)
            except Exception:
                log.exception("the run of %s could not be looked up", event)
                unknown.add(message.message)
                continue
            for run in runs[event]:
                group = groups.setdefault(run, _Group())
                group.events[event] = None
                group.messages.add(message.message)
        return unknown, groups
