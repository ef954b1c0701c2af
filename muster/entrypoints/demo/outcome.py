"""How a demo ended, as a table. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from muster.engine.counts import counted
from muster.engine.states import RunState
from muster.engine.verdict import duration
from muster.entrypoints.cli.paper import Line, columns
from muster.entrypoints.cli.run.colours import colour_of
from muster.service.reading.run_view import RunView
from muster.service.reading.wave_view import WaveView

HEAD = ("WAVE", "SERVERS", "START", "DURATION", "RESULT")


@dataclass(frozen=True)
class Outcome:
    """The run at its end; what clean-up said, and how many drill instances DRS knows after it."""

    view: RunView
    cleaned: str
    left: int

    @property
    def is_good(self) -> bool:
        """Whether everything succeeded, and nothing is left of it."""
        return self.view.state == RunState.SUCCEEDED and self.left == 0


def outcome_lines(outcome: Outcome) -> Iterator[Line]:
    """The table: a row a wave, the total against the RTO, and what is left."""
    view = outcome.view
    head, *rows, total = columns([HEAD, *(_row(view, w) for w in view.waves), _total(view)])
    yield Line(head, "bold")
    yield from map(Line, rows, (colour_of(wave.state) for wave in view.waves))
    yield Line(total, f"bold {colour_of(view.state)}".strip())
    yield Line(f"clean-up: {outcome.cleaned}")
    yield Line(_verified(outcome.left))


def _verified(left: int) -> str:
    if not left:
        return "verified: DRS knows no drill instance any more"
    return f"not clean: DRS still knows {counted(left, 'drill instance')}"


def clock(seconds: int) -> str:
    """`09:04`, in minutes and seconds of virtual time."""
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def _row(view: RunView, wave: WaveView) -> tuple[str, ...]:
    servers = f"{wave.launched} of {wave.total}" if wave.total else "checkpoint"
    start = clock(wave.started_at - view.requested_at) if wave.started_at else ""
    ended = wave.started_at and wave.ended_at
    took = duration(wave.ended_at - wave.started_at) if ended else ""
    attempt = f" at attempt {wave.attempt}" if wave.attempt > 1 else ""
    return wave.wave, servers, start, took, wave.state + attempt


def _total(view: RunView) -> tuple[str, ...]:
    launched, all_ = sum(w.launched for w in view.waves), sum(w.total for w in view.waves)
    kept = "kept" if view.elapsed <= view.rto else "missed"
    goal = f", RTO of {duration(view.rto)} {kept}" if view.rto else ""
    return "total", f"{launched} of {all_}", clock(0), duration(view.elapsed), view.state + goal
