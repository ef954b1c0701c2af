"""Time that the calling thread moves itself, no faster than the wall allows."""

import pytest

from muster.embedded.aws.clock import FOREVER, Clock
from muster.embedded.aws.wall import LONGEST_DEBT, Metronome

START = 1000.0


class Wall:
    """A wall clock that moves only by what is slept, and by `work` at each look."""

    def __init__(self, work=0.0):
        self.now = 0.0
        self.slept = 0.0
        self.work = work

    def __call__(self):
        self.now += self.work
        return self.now

    def sleep(self, seconds):
        self.now += seconds
        self.slept += seconds


def metronome(clock, speed, wall):
    return Metronome(clock, speed, monotonic=wall, sleep=wall.sleep)


def test_a_minute_at_speed_sixty_takes_a_second():
    clock, wall = Clock(START), Wall()

    metronome(clock, 60, wall).pass_time(60)

    assert clock.now() == START + 60
    assert wall.slept == pytest.approx(1.0)


def test_without_a_limit_nobody_waits():
    clock, wall = Clock(START), Wall()

    metronome(clock, FOREVER, wall).pass_time(3600)

    assert (clock.now(), wall.slept) == (START + 3600, 0.0)


def test_events_happen_at_their_own_moments():
    clock, wall = Clock(START), Wall()
    seen = []
    clock.after(7, lambda: seen.append(clock.now()))

    metronome(clock, 10, wall).pass_time(30)

    assert seen == [START + 7]


def test_work_that_takes_its_time_is_made_up_for():
    clock, wall = Clock(START), Wall()
    clock.after(1, lambda: wall.sleep(2.0))  # work of two seconds
    wall.slept = 0.0

    metronome(clock, 10, wall).pass_time(100)

    assert wall.now == pytest.approx(10.0)


def test_a_debt_beyond_making_up_is_forgotten():
    clock, wall = Clock(START), Wall()
    clock.after(1, lambda: wall.sleep(100.0))

    metronome(clock, 10, wall).pass_time(1000)

    assert wall.now == pytest.approx(100 + 100 - LONGEST_DEBT, abs=1.0)


def test_somebody_is_asked_between_slices_so_that_an_interrupt_is_heard():
    clock, wall = Clock(START), Wall()
    beats = []

    metronome(clock, 40, wall).pass_time(20, lambda: beats.append(clock.now()))

    assert len(beats) == 10
    assert beats[-1] == START + 20


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_a_speed_is_above_zero(speed):
    with pytest.raises(ValueError, match="above 0"):
        Metronome(Clock(START), speed)
