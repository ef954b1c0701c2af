"""Which messages a run should have now, and what each should say. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.telling.messages import (
    DECISION,
    ROOT,
    Posted,
    approval_name,
    decision_name,
    decision_of,
    ended_name,
)
from bot.views.message import Message
from bot.views.notes import restarted_message
from bot.views.run.approval import approval_message
from bot.views.run.decision import decision_message, settled_message
from bot.views.run.ended import ended_message
from bot.views.run.root import root_message
from bot.views.story import Story


@dataclass(frozen=True)
class Sheet:
    """A message that should be; `last`: it will never say anything else.

    `fresh`: its foot is kept young while nothing else changes.
    """

    name: str
    message: Message
    last: bool = False
    fresh: bool = False


def sheets(story: Story, posted: Mapping[str, Posted]) -> Iterator[Sheet]:
    """The run's message first, then those that call people, then how it ended."""
    yield Sheet(ROOT, root_message(story), fresh=not story.view.is_over)
    yield from _approvals(story, posted)
    yield from _decisions(story, posted)
    if story.view.is_over:
        yield Sheet(ended_name(story.run.epoch), ended_message(story))
    yield from _endings_before(story, posted)


def _approvals(story: Story, posted: Mapping[str, Posted]) -> Iterator[Sheet]:
    waiting = {(gate.gate, gate.attempt) for gate in story.view.gates}
    for gate in story.gates:
        name, waits = approval_name(gate), (gate.gate, gate.attempt) in waiting
        if waits or _stands(posted, name):
            yield Sheet(name, approval_message(story, gate), last=not waits)


def _decisions(story: Story, posted: Mapping[str, Posted]) -> Iterator[Sheet]:
    epoch = story.run.epoch
    asking = {decision_name(wave.wave, wave.attempt, epoch): wave for wave in story.view.asking}
    for name, wave in asking.items():
        yield Sheet(name, decision_message(story, wave))
    for name in posted:
        if name.startswith(DECISION) and name not in asking and _stands(posted, name):
            about, attempt = decision_of(name)
            settled = story.wave(about)
            if settled is not None:
                yield Sheet(name, settled_message(story, settled, attempt), last=True)


def _endings_before(story: Story, posted: Mapping[str, Posted]) -> Iterator[Sheet]:
    """A run that was restarted: what was said of its end keeps its words but loses its buttons."""
    for epoch in range(1, story.run.epoch):
        name = ended_name(epoch)
        if _stands(posted, name):
            yield Sheet(name, restarted_message(story), last=True)


def _stands(posted: Mapping[str, Posted], name: str) -> bool:
    return name in posted and not posted[name].closed
