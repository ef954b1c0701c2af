"""How soon the driver sees what a listing of DRS's jobs has shown to several waves at once."""

from itertools import pairwise

from stage import Stage, two_waves

from muster.engine.limits import DRIVER_NEXT, DRIVER_TICK

CALLS = 1.0
"""A tick makes fewer calls than last so long, in seconds."""


def looks(stage: Stage) -> list[float]:
    """When the driver read the waves, but for the first time of a pass."""
    return [
        call.at
        for call in stage.calls("dynamodb:Query")
        if "WAVE#" in str(call.params) and "ProjectionExpression" in call.params
    ]


def test_the_driver_looks_again_soon_after_a_wave_has_ended_and_only_then():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        ended = stage.wave(run, "first")["ended_at"]
        gaps = {at: after - at for at, after in pairwise(looks(stage))}
        (seen,) = [at for at, gap in gaps.items() if gap < DRIVER_TICK]
        assert 0 < seen - ended <= DRIVER_TICK + CALLS
        assert gaps[seen] <= DRIVER_NEXT + CALLS
