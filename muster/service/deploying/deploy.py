"""Deploying as steps that may be repeated: whatever was interrupted, the next time goes on.

store ──► settle ──► propose ──► (a person agrees) ──► carry out ──► watch
zip,      wait for   what would                        begin          tell each event,
template  the last   change                                           until it has ended
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from muster.service.deploying.ports import Artifacts, Record, Stacks
from muster.service.deploying.values import GOOD, STUCK, UNBORN, ChangeSet, Stack, StackEvent
from muster.service.errors import MusterError
from muster.service.ports import Clock

PAUSE = 4
"""Seconds between two looks at a stack."""

PATIENCE = 3600
"""Seconds that CloudFormation may take."""

Told = Callable[[StackEvent], None]


class DeployFailedError(MusterError):
    """CloudFormation did not get there; the sentence names the first resource that failed."""


@dataclass(frozen=True)
class Deploying:
    """The ports of deploying."""

    stacks: Stacks
    artifacts: Artifacts
    record: Record
    clock: Clock


@dataclass(frozen=True)
class Release:
    """What is deployed: the functions' zip and its sha256, the template, what a person chose.

    `known`: the parameters that the template has.
    """

    stack: str
    package: Path
    sha256: str
    template: str
    known: frozenset[str]
    chosen: Mapping[str, str]


def propose(ports: Deploying, release: Release, told: Told) -> ChangeSet | None:
    """Store what is needed and work out what would change; None: nothing.

    A stack that CloudFormation is at work on is waited for; one that never came to be is deleted.
    Raises `DeployFailedError` for one that cannot be changed.
    """
    ports.artifacts.lay()
    key = f"functions/{release.sha256}.zip"
    ports.artifacts.put(key, release.package)
    text = release.template.encode()
    template = ports.artifacts.put(f"templates/{hashlib.sha256(text).hexdigest()}.yaml", text)
    found = _settled(ports, release.stack, told)
    new = found is None or not found.is_there
    given = _parameters(ports, release, found, key)
    return ports.stacks.propose(release.stack, template, given, new=new)


def carry_out(ports: Deploying, changes: ChangeSet, told: Told) -> Stack:
    """Do it, telling every event. Raises `DeployFailedError` with the first failure."""
    known = _known(ports, changes.stack)
    ports.stacks.carry_out(changes)
    return _arrived(ports, changes.stack, known, told)


def destroy(ports: Deploying, stack: str, told: Told) -> None:
    """Delete the stack; the record stays. Raises `DeployFailedError` with the first failure."""
    known = _known(ports, stack)
    ports.stacks.delete(stack)
    ended, seen = _watch(ports, stack, known, told)
    if ended is not None:
        raise _failed(ended, seen)


def _settled(ports: Deploying, name: str, told: Told) -> Stack | None:
    found = ports.stacks.look(name)
    if found is not None and found.is_busy:
        found, _ = _watch(ports, name, frozenset(), told)
    if found is not None and found.status in UNBORN:
        destroy(ports, name, told)
        return None
    if found is not None and found.status in STUCK:
        why = f": {found.reason}" if found.reason else ""
        raise DeployFailedError(f"stack `{name}` is {found.status}{why}", STUCK[found.status])
    return found


def _parameters(
    ports: Deploying, release: Release, found: Stack | None, key: str
) -> dict[str, str | None]:
    made_here = found is not None and ports.stacks.holds(release.stack, "RunTable")
    record = "kept" if ports.record.exists() and not made_here else "made"
    before = found.parameters if found and found.is_there else frozenset()
    return {
        **dict.fromkeys(before & release.known),
        **release.chosen,
        "ArtifactBucket": ports.artifacts.bucket,
        "ArtifactKey": key,
        "Record": record,
    }


def _arrived(ports: Deploying, stack: str, known: frozenset[str], told: Told) -> Stack:
    ended, seen = _watch(ports, stack, known, told)
    if ended is None:
        raise DeployFailedError(f"stack `{stack}` is gone", "somebody deleted it; deploy it again")
    if ended.status not in GOOD:
        raise _failed(ended, seen)
    return ended


def _watch(
    ports: Deploying, name: str, known: frozenset[str], told: Told
) -> tuple[Stack | None, list[StackEvent]]:
    """The stack when CloudFormation has done with it, and what happened meanwhile."""
    seen: list[StackEvent] = []
    until = ports.clock.now() + PATIENCE
    while True:
        found = ports.stacks.look(name)
        seen += _news(ports, name, known | {event.event for event in seen}, told)
        if found is None or not found.is_busy:
            return found, seen
        if ports.clock.now() > until:
            raise DeployFailedError(
                f"stack `{name}` is {found.status} for an hour",
                "it goes on by itself; look at it in the CloudFormation console, or deploy again",
            )
        ports.clock.sleep(PAUSE)


def _known(ports: Deploying, name: str) -> frozenset[str]:
    there = ports.stacks.look(name)
    return frozenset(event.event for event in ports.stacks.events(name)) if there else frozenset()


def _news(ports: Deploying, name: str, known: frozenset[str], told: Told) -> list[StackEvent]:
    try:
        events = ports.stacks.events(name)
    except MusterError:
        return []  # the stack has gone between two looks
    news = [event for event in events if event.event not in known]
    for event in news:
        told(event)
    return news


def _failed(stack: Stack, seen: list[StackEvent]) -> DeployFailedError:
    first = next((event for event in seen if event.is_failure), None)
    why = f": {first.resource} ({first.kind}): {first.reason}" if first else f": {stack.reason}"
    return DeployFailedError(
        f"stack `{stack.name}` is {stack.status}{why.rstrip(': ')}",
        "mend it and deploy again; what was there before works on",
    )
