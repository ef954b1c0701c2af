"""The picture of a drill: what `make drill` prints, from a real one on the embedded AWS."""

import io
import re
from collections.abc import Iterable
from typing import Final

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from muster.entrypoints.cli.paper import Line, styled
from muster.entrypoints.demo.drill import Drill
from muster.entrypoints.demo.outcome import outcome_lines
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.material import PLAN, read_material
from muster.service.reading.run_view import RunView

COMMAND: Final = "$ make drill"
START: Final = 1_767_225_600.0
"""When the drill begins: 2026-01-01 00:00 UTC; it shows nowhere."""
WIDTH: Final = 94
_FORMAT: Final = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
"""Without rich's fonts, which a browser would fetch from somewhere else."""


def svg() -> str:
    """Return the picture. It takes some seconds: the drill is a real one."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(styled([Line(COMMAND, "bold"), Line(""), *drill_lines()]), highlight=False)
    return console.export_svg(title="muster", code_format=_FORMAT, unique_id="drill")


def drill_lines() -> list[Line]:
    """What the drill of the plan that is shipped tells, with its table."""
    material = read_material([PLAN], people=None)
    screen = _Paper()
    with Installation(material, start=START) as aws:
        outcome = Drill(aws, screen).run()
    return [*screen.lines, Line(""), *outcome_lines(outcome)]


class _Paper:
    """A `Screen` that keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def tell(self, lines: Iterable[Line]) -> None:
        """Keep lines."""
        self.lines += lines

    def show(self, view: RunView) -> None:
        """Nothing: the lines say it."""
