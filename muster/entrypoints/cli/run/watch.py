"""`muster run watch`."""

import sys
from collections.abc import Iterator

import click

from muster.engine.states import RunState
from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.failures import DONE, INTERRUPTED, NO
from muster.entrypoints.cli.paper import print_lines, styled
from muster.entrypoints.cli.run.arguments import run_argument, short
from muster.entrypoints.cli.run.changes import changes
from muster.entrypoints.cli.run.fitting import fitted
from muster.entrypoints.cli.run.status_screen import status_screen
from muster.entrypoints.cli.screen import note, say
from muster.service.errors import ThrottledError, UnreachableError
from muster.service.reading.people import KnownPeople, known_people
from muster.service.reading.run_view import RunView, look_at
from muster.service.reading.runs import find_run
from muster.service.service import Service

PAUSE = 2.0
"""Seconds between two looks."""


@click.command()
@run_argument
@place_options
def watch(choice: Choice, run: str) -> int:
    """Watch a run until it ends: one changing screen, or a line a change into a file.

    RUN is its id, how the id begins, or `last`. Ctrl-C ends the watching, never the run. Exit
    code 0: the run succeeded. 1: it ended otherwise.
    """
    service = open_door(choice).service
    return watch_run(service, find_run(service, run))


def watch_run(service: Service, run: str) -> int:
    """Watch until it ends; the exit code."""
    show = _on_a_terminal if sys.stdout.isatty() else _in_lines
    try:
        last = show(views(service, run), known_people(service))
    except KeyboardInterrupt:
        note(f"no longer watching; the run goes on: muster run watch {short(run)}")
        return INTERRUPTED
    return DONE if last is not None and last.state == RunState.SUCCEEDED else NO


def views(service: Service, run: str, pause: float = PAUSE) -> Iterator[RunView]:
    """How the run stands, again and again, until it is over. A busy or silent AWS is waited for."""
    while True:
        try:
            view = look_at(service, run)
        except (ThrottledError, UnreachableError) as error:
            note(f"{error.sentence}; the run goes on, looking again")
        else:
            yield view
            if view.is_over:
                return
        service.clock.sleep(pause)


def _on_a_terminal(stream: Iterator[RunView], people: KnownPeople) -> RunView | None:
    from rich.console import Console  # noqa: PLC0415 - only when something is drawn
    from rich.live import Live  # noqa: PLC0415 - likewise

    view = None
    console = Console(highlight=False)
    with Live(console=console, auto_refresh=False) as live:
        for view in stream:
            whole = f"muster run status {short(view.run)}"
            screen = fitted(status_screen(view, people), console.width, console.height, whole)
            live.update(styled(screen), refresh=True)  # type: ignore[arg-type]
        if view is not None:  # what stays on the terminal is whole
            live.update(styled(status_screen(view, people)))  # type: ignore[arg-type]
    return view


def _in_lines(stream: Iterator[RunView], people: KnownPeople) -> RunView | None:
    before = None
    for view in stream:
        for line in changes(before, view):
            say(line)
        before = view
    if before is not None:
        say("")
        print_lines(status_screen(before, people))
    return before
