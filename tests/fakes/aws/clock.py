"""A `Clock` that only a test moves."""


class FakeClock:
    """Stands at `start`; sleeping moves it on and is noted in `slept`."""

    def __init__(self, start=1_760_000_000):
        self.moment = start
        self.slept = []

    def now(self):
        return int(self.moment)

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.moment += seconds
