"""`take`: somebody becomes the operator of a run: whom the others ask, and decisions call."""

from dataclasses import dataclass

from muster.engine.items import Run, read
from muster.engine.keys import run_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.writes import absent, equals, update
from muster.service.acting.deed import Acting, Actor, Deed, Proposal, grant
from muster.service.errors import RefusedError, UnknownRunError


@dataclass(frozen=True)
class TakeWish:
    """A run is wished for; `token` names the wish."""

    run: str
    actor: Actor
    token: str


def take(acting: Acting, wish: TakeWish) -> Deed:
    """Hand the run over. Raises `RefusedError` if it is over, or the person's already."""
    return grant(acting, wish.run, wish.token, wish.actor, lambda: _propose(acting, wish))


def _propose(acting: Acting, wish: TakeWish) -> Proposal:
    item = acting.table.item(run_key(wish.run))
    if not item:
        raise UnknownRunError(f"there is no run {wish.run}")
    run, me = read(Run, item), wish.actor.person
    before = str(item.get("operator") or "")
    if run.state in RUN_TERMINAL:
        raise RefusedError(f"the run is {run.state}; nobody has to look after it")
    if me == (before or run.requester):
        raise RefusedError("you are its operator already")
    same = equals("operator", before) if before else absent("operator")
    now = {"operator": me, "operator_since": acting.clock.now()}
    said = f"take: {me} is the operator now, before: {before or run.requester or 'nobody'}"
    write = update(run_key(wish.run), now, equals("state", run.state), same)
    return Proposal("operator of this run now", said, (write,))
