"""Runs that were cancelled when a part of them was done."""

from stage import Stage


def cancelled_when(stage: Stage, wave: str, state: str) -> str:
    """A drill that is cancelled as soon as this wave of it is in this state, and has ended."""
    run = stage.drill()
    stage.until_wave(run, wave, state)
    stage.do("cancel", run)
    stage.until_run(run, "cancelled")
    stage.until_ended(run)
    return run
