"""The clock of an embedded AWS as the adapters want it."""


class WorldClock:
    """A `Clock`; sleeping moves the world's."""

    def __init__(self, world):
        self._clock = world.clock

    def now(self):
        return int(self._clock.now())

    def sleep(self, seconds):
        self._clock.advance_to(self._clock.now() + seconds)
