"""Who acts, what became of it, and how it is written down exactly once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from muster.engine.audit import REMEMBERED, next_row
from muster.engine.keys import Key
from muster.engine.writes import Write, absent, put
from muster.service.acting.ports import Executions, RunWriter
from muster.service.errors import RefusedError
from muster.service.ports import Clock, RunTable

TRIES = 8
"""How often a wish is looked at anew when others write at the same moment."""


@dataclass(frozen=True)
class Acting:
    """The ports of whoever acts.

    `decisions` writes as the decision role, which alone may write decisions; `executions` signals
    as that role, too, because a gate hears nobody else. `patience`: so many seconds may pass until
    a gate hears that it is decided; afterwards it is the reconciler's business.
    """

    table: RunTable
    writer: RunWriter
    decisions: RunWriter
    executions: Executions
    clock: Clock
    patience: int = 0


@dataclass(frozen=True)
class Actor:
    """A person of the people file, by which identity (`slack:<team>/<user>`), by which door."""

    person: str
    principal: str
    door: str = "slack"


def nothing() -> None:
    """What is left to do when nothing is."""


@dataclass(frozen=True)
class Deed:
    """A wish that stands in the run table: its sentence, and what is left to be done.

    `repeated`: this very wish was granted before, and nothing was done now. `insist` may take a
    while: it repeats what the follow-up did until that takes effect.
    """

    run: str
    text: str
    repeated: bool = False
    follow_up: Callable[[], None] = nothing
    insist: Callable[[], None] = nothing


@dataclass(frozen=True)
class Proposal:
    """What would be done: its sentence, its line in the record, its writes, what comes after."""

    text: str
    said: str
    writes: tuple[Write, ...] = ()
    follow_up: Callable[[], None] = nothing
    insist: Callable[[], None] = nothing
    fact: str = ""


def deed_key(run: str, token: str) -> Key:
    """Where it stands that a wish was granted; `token` names the wish."""
    return f"RUN#{run}", f"DEED#{uuid5(NAMESPACE_URL, f'muster:{token}')}"


def grant(
    acting: Acting,
    run: str,
    token: str,
    actor: Actor,
    propose: Callable[[], Proposal],
    *,
    writer: RunWriter | None = None,
) -> Deed:
    """Write a proposal, its row of the record and the fact that it was granted: all or nothing.

    `propose` reads anew at every try, and raises `RefusedError` with the reason if the answer is
    no. The same token has one effect, however often it comes.
    """
    for _ in range(TRIES):
        known = acting.table.item(deed_key(run, token))
        if known:
            return Deed(run, str(known["text"]), repeated=True)
        made = propose()
        writes = (*made.writes, *_traces(acting, run, token, actor, made))
        if (writer or acting.writer).write(*writes):
            return Deed(run, made.text, follow_up=made.follow_up, insist=made.insist)
    raise RefusedError("too many people act on this run at this moment", "look at it and try again")


def _traces(
    acting: Acting, run: str, token: str, actor: Actor, made: Proposal
) -> tuple[Write, ...]:
    now = acting.clock.now()
    trace = {"text": made.text, "who": actor.person, "at": now}
    row = _row(actor, made, made.fact or f"{actor.door}/{token}", now)
    latest = acting.table.items(f"AUDIT#{run}", newest=REMEMBERED)
    appended = next_row(run, latest, row)
    done = put(deed_key(run, token), trace, absent("pk"))
    return (done, appended) if appended else (done,)


def _row(actor: Actor, made: Proposal, fact: str, now: int) -> Mapping[str, Any]:
    return {
        "fact": fact,
        "text": made.said,
        "who": actor.person,
        "principal": actor.principal,
        "door": actor.door,
        "at": now,
        "execution": "",
    }
