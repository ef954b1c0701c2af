"""How time flows in the demo: fast while machines work, as on the wall while people are awaited."""

from threading import Condition
from typing import TYPE_CHECKING

from muster.embedded.aws.world import World
from muster.engine.states import WAVE_ACTIVE, RunState, WaveState
from muster.service.reading.run_view import RunView

if TYPE_CHECKING:
    from muster.embedded.aws.wall import Pacer

WALL = 1.0
NAP = 1.0
"""Real seconds after which a sleeper looks at the clock."""

AT_WORK = (WAVE_ACTIVE - {WaveState.APPROVING}) | {WaveState.STARTING}
"""Waves in which something is going on that nobody has to be awaited for."""

IN_BETWEEN = frozenset(
    {RunState.REQUESTED, RunState.REGISTERED, RunState.CONCLUDING, RunState.CANCELLING}
)


class Flow:
    """A `Clock` whose time passes by itself; `speed` is virtual seconds a real second, at most."""

    def __init__(self, world: World, speed: float) -> None:
        self._world = world
        self._fast = speed
        self._speed = min(speed, WALL)
        self._pacer: Pacer | None = None
        self._is_over = False
        self._changed = Condition()

    def start(self) -> None:
        """Let time flow from now on, as on the wall."""
        self._pacer = self._world.pace(self._speed)

    def end(self) -> None:
        """Wake whoever sleeps; sleeping is no longer possible."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def hurry(self, *, fast: bool) -> None:
        """Fast from now on, or as on the wall."""
        speed = self._fast if fast else min(self._fast, WALL)
        if self._pacer is not None and speed != self._speed:
            self._pacer.change_speed(speed)
            with self._changed:
                self._speed = speed
                self._changed.notify_all()

    def now(self) -> int:
        """Epoch seconds, UTC."""
        return int(self.moment())

    def moment(self) -> float:
        """Epoch seconds, UTC, with their fraction."""
        if self._pacer is not None:
            with self._world.lock:
                self._pacer.catch_up()
        return self._world.clock.now()

    def sleep(self, seconds: float) -> None:
        """Let so much virtual time pass, however fast it comes to run meanwhile."""
        end = self.moment() + seconds
        with self._changed:
            while not self._is_over and (left := end - self.moment()) > 0:
                self._changed.wait(min(left / self._speed, NAP))


def waits_for_people(view: RunView | None, *, is_cleaning_up: bool) -> bool:
    """Whether nothing goes on unless somebody acts: then nobody should be hurried. Pure."""
    if view is None or view.is_over:
        return not is_cleaning_up
    if view.state in IN_BETWEEN or any(wave.state in AT_WORK for wave in view.waves):
        return False
    stuck = view.lost_driver or view.state == RunState.STALLED
    return bool(view.gates or view.asking or view.hold or stuck)
