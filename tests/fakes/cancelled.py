"""Runs that were cancelled when a part of them was done."""

from stage import Stage


def cancelled_after_the_first_wave(stage: Stage) -> str:
    """A drill of `stage.two_waves` that was cancelled with its first wave done, and has ended."""
    run = stage.drill()
    stage.until_wave(run, "first", "succeeded")
    stage.do("cancel", run)
    stage.until_run(run, "cancelled")
    stage.until_ended(run)
    return run
