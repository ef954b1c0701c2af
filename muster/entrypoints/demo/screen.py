"""Where a demo shows how it goes: lines in a file, a changing table below them on a terminal."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from muster.engine.verdict import duration
from muster.entrypoints.cli.paper import Line, columns, styled
from muster.entrypoints.cli.run.colours import colour_of
from muster.entrypoints.cli.screen import say
from muster.service.reading.run_view import RunView
from muster.service.reading.wave_view import WaveView

if TYPE_CHECKING:
    from rich.live import Live

HEAD = ("WAVE", "STATE", "SERVERS", "FOR", "WAITS FOR")


class Screen(Protocol):
    """What a demo needs of a screen."""

    def tell(self, lines: Iterable[Line]) -> None:
        """Print lines that stay."""

    def show(self, view: RunView) -> None:
        """Show how the run stands now."""


@contextmanager
def open_screen() -> Iterator[Screen]:
    """A changing screen on a terminal, lines elsewhere."""
    if not sys.stdout.isatty():
        yield Plain()
        return
    from rich.console import Console  # noqa: PLC0415 - only when something is drawn
    from rich.live import Live  # noqa: PLC0415 - likewise

    console = Console(highlight=False)
    with Live(console=console, auto_refresh=False, transient=True) as live:
        yield Changing(live)


class Plain:
    """Lines that stay, at once for whoever reads along, and nothing else."""

    def tell(self, lines: Iterable[Line]) -> None:
        """Print lines."""
        for line in lines:
            say(line.text)
        sys.stdout.flush()

    def show(self, view: RunView) -> None:
        """Nothing: the lines say it."""


class Changing:
    """A table that changes below lines that stay."""

    def __init__(self, live: "Live") -> None:
        self._live = live

    def tell(self, lines: Iterable[Line]) -> None:
        """Print lines above the table."""
        self._live.console.print(styled(lines))

    def show(self, view: RunView) -> None:
        """Draw the table anew."""
        self._live.update(styled(standing(view)), refresh=True)  # type: ignore[arg-type]


def standing(view: RunView) -> list[Line]:
    """How the run stands, as a small table. Pure."""
    goal = f" of RTO {duration(view.rto)}" if view.rto else ""
    title = f"{view.mode} of {view.plan}: {view.state}, {duration(view.elapsed)}{goal}"
    head, *rows = columns([HEAD, *(_row(view, wave) for wave in view.waves)])
    styles = [colour_of(wave.state) for wave in view.waves]
    return [Line(""), Line(title, "bold"), Line(head, "bold"), *map(Line, rows, styles)]


def _row(view: RunView, wave: WaveView) -> tuple[str, ...]:
    servers = f"{wave.launched}/{wave.total}" if wave.total else "-"
    since = duration(max((wave.ended_at or view.as_of) - wave.started_at, 0))
    return wave.wave, wave.state, servers, since if wave.started_at else "", wave.waits_for
