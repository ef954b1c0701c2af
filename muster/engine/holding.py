"""How long a run was paused: such time counts to its RTO, but not to the time-outs of its waves."""

from collections.abc import Iterable

from muster.engine.items import Intent, Run


def held(run: Run, now: int) -> int:
    """How many seconds the run has been paused in all until `now` (epoch seconds)."""
    present = max(now - run.held_at, 0) if run.hold and run.held_at else 0
    return run.held_for + present


def at_work(run: Run, intents: Iterable[Intent], now: int) -> int:
    """Seconds since the first of the intents, paused time not counted; 0 without any."""
    began = [intent.at - intent.held for intent in intents]
    return now - held(run, now) - min(began) if began else 0
