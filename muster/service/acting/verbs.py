"""`pause`, `resume`, `retry`, `skip`, `abort`, `cancel`, `restart`: one verb on one run."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from muster.engine.cleaning import has_begun
from muster.engine.items import Run, Wave, read
from muster.engine.keys import cleanup_key, plan_current_key, run_key
from muster.engine.names import entry_document
from muster.engine.states import RUN_TERMINAL
from muster.engine.verbs.outcome import Ask, Outcome
from muster.engine.verbs.table import VERBS
from muster.service.acting.deed import Acting, Actor, Deed, Proposal, grant
from muster.service.errors import MissingError, RefusedError, UnknownRunError

RESTART = "restart"
DRIVERS = 5
"""So many executions may die before they do anything for the run; then somebody has to look."""
CHANGED = "this has changed since you looked"


@dataclass(frozen=True)
class VerbWish:
    """A verb on a run; `epoch` and `attempt` (of the wave) as they were looked at, 0: any.

    `token` names the wish: the same token has one effect.
    """

    run: str
    verb: str
    actor: Actor
    token: str
    wave: str = ""
    attempt: int = 0
    epoch: int = 0
    reason: str = ""


def act(acting: Acting, wish: VerbWish) -> Deed:
    """Do it. Raises `RefusedError` with the reason if the run, or its wave, is not like that."""
    return grant(acting, wish.run, wish.token, wish.actor, lambda: _propose(acting, wish))


def _propose(acting: Acting, wish: VerbWish) -> Proposal:
    run, waves = _load(acting, wish.run)
    _check_fresh(wish, run, waves)
    outcome = VERBS[wish.verb](_ask(acting, wish, run, waves))
    if outcome.refused:
        raise RefusedError(outcome.text)
    follow_up = _following(acting, run, outcome)
    if not outcome.writes:  # the start of the document is all there is to it: it comes first
        follow_up()
        return Proposal(outcome.text, _said(wish, outcome))
    return Proposal(outcome.text, _said(wish, outcome), outcome.writes, follow_up)


def _ask(acting: Acting, wish: VerbWish, run: Run, waves: tuple[Wave, ...]) -> Ask:
    return Ask(
        run,
        waves,
        wish.actor.person,
        acting.clock.now(),
        wish.wave,
        wish.reason,
        entry_ended=wish.verb == RESTART and has_ended(acting, run),
        cleaned_up=has_begun(acting.table.item(cleanup_key(run.run))),
        published=str(acting.table.item(plan_current_key(run.plan)).get("hash") or ""),
    )


def _load(acting: Acting, run: str) -> tuple[Run, tuple[Wave, ...]]:
    item = acting.table.item(run_key(run))
    if not item:
        raise UnknownRunError(f"there is no run {run}")
    waves = [read(Wave, entry) for entry in acting.table.items(f"RUN#{run}", "WAVE#")]
    return read(Run, item), tuple(sorted(waves, key=lambda wave: wave.order))


def _check_fresh(wish: VerbWish, run: Run, waves: tuple[Wave, ...]) -> None:
    if wish.epoch and wish.epoch != run.epoch:
        raise RefusedError(CHANGED, "the run was restarted in the meantime; look at it again")
    attempts = {wave.wave: wave.attempt for wave in waves}
    if wish.attempt and wish.attempt != attempts.get(wish.wave):
        now = f"wave {wish.wave} is at attempt {attempts.get(wish.wave, 0)}"
        raise RefusedError(CHANGED, f"{now}; look at the run again")


def has_ended(acting: Acting, run: Run) -> bool:
    """Whether the run's execution has ended although the run has not."""
    alive = run.state not in RUN_TERMINAL and bool(run.execution)
    return alive and _is_over(acting, run.execution)


def _is_over(acting: Acting, execution: str) -> bool:
    try:
        return acting.executions.look_at(execution).is_over
    except MissingError:  # Systems Manager keeps executions for 30 days
        return True


def _said(wish: VerbWish, outcome: Outcome) -> str:
    said = f"{wish.verb}{' ' + wish.wave if wish.wave else ''}: {outcome.text}"
    return said + (f" ({wish.reason})" if wish.reason else "")


def _following(acting: Acting, run: Run, outcome: Outcome) -> Callable[[], None]:
    def follow_up() -> None:
        if outcome.stop:
            acting.executions.stop(outcome.stop)
        if outcome.start_driver or (outcome.writes and has_ended(acting, run)):
            start_driver(acting, run)

    return follow_up


def start_driver(acting: Acting, run: Run) -> None:
    """Give the run a new entry execution; asked again in the same situation, it is the same one.

    One that ended and left the situation as it was counts as none.
    """
    fact = f"muster:{run.run}/driver/{run.epoch}/{run.attempt}/{run.state}/{run.heartbeat}"
    document, given = entry_document(run.plan, run.mode), {"RunId": [run.run]}
    for number in range(1, DRIVERS + 1):
        token = str(uuid5(NAMESPACE_URL, f"{fact}/{number}"))
        if not _is_over(acting, acting.executions.start(document, given, token)):
            return
