"""Details of our own events (source `muster`), as the runbook scripts put them."""

from typing import Literal

from eventbridge.shapes.base import Name, RunId, Shape

NoName = Literal[""]


class RunDetail(Shape):
    """About a run as a whole."""

    run: RunId


class WaveDetail(Shape):
    """About a wave: of the script that tells it, or (`of`) of one that the driver looked after."""

    run: RunId
    wave: Name | NoName = ""
    of: Name | NoName = ""

    @property
    def about(self) -> str:
        """The wave that is meant."""
        return self.of or self.wave


class GateDetail(Shape):
    """About a gate: a wave's name, or `run`."""

    run: RunId
    gate: Name
