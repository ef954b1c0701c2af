"""What waves waited for, gathered from look to look."""

from muster.entrypoints.simulate.course import Waited
from muster.service.reading.run_view import RunView


class Waiting:
    """Adds up, for each wave, the virtual seconds between looks in which it waited for a thing."""

    def __init__(self) -> None:
        self._seconds: dict[str, dict[str, int]] = {}
        self._last: RunView | None = None

    def look(self, view: RunView) -> None:
        """Count the time since the last look for what was waited for then."""
        before, self._last = self._last, view
        if before is None:
            return
        passed = view.as_of - before.as_of
        for wave in before.waves:
            if wave.waits_for:
                known = self._seconds.setdefault(wave.wave, {})
                what = _lasting(wave.waits_for)
                known[what] = known.get(what, 0) + passed

    def of(self, wave: str) -> tuple[Waited, ...]:
        """What this wave waited for, in the order of time."""
        return tuple(Waited(*known) for known in self._seconds.get(wave, {}).items())


def _lasting(text: str) -> str:
    """The text without what changes from look to look: a count-down, a count of approvals."""
    text = text.partition(" (")[0]
    return text.partition(", ")[0] if text.endswith(" more") else text
