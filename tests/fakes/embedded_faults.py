"""A stage for fault scripts without a world around it."""

import random
from types import SimpleNamespace

from fakes.embedded_world import START, TWO_DATABASES

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.faults.fault import Stage
from muster.embedded.aws.faults.script import load_faults


def begun(text, seed=0):
    """A script at work: the play, its clock, and the list of whom it killed."""
    kills = []
    world = SimpleNamespace(clock=Clock(START), inventory=TWO_DATABASES)
    stage = Stage(world, random.Random(seed), lambda *victim: kills.append(victim), drs=None)
    play = load_faults(text).play(stage)
    play.begin()
    return play, world.clock, kills
