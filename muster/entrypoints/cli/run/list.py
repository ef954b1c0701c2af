"""`muster run list`."""

from collections.abc import Sequence

import click

from muster.engine.verdict import duration
from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.paper import Line, columns, print_lines
from muster.entrypoints.cli.run.arguments import json_option, say_json, short
from muster.entrypoints.cli.run.colours import colour_of
from muster.entrypoints.cli.screen import note
from muster.entrypoints.cli.times import day_and_time
from muster.service.reading.runs import ListedRun, list_runs

HEAD = ("RUN", "PLAN", "MODE", "STATE", "STARTED", "TOOK", "BY")


@click.command(name="list")
@click.option("--plan", default="", help="Only runs of this plan.")
@click.option("--newest", default=20, type=click.IntRange(1, 1000), help="How many.")
@json_option
@place_options
def list_(choice: Choice, plan: str, newest: int, *, as_json: bool) -> None:
    """List the runs, the newest first."""
    door = open_door(choice)
    runs = list_runs(door.service, newest=newest, plan=plan)
    if as_json:
        say_json(runs)
    elif runs:
        print_lines(list_screen(runs, door.service.clock.now()))
    else:
        note(f"no run yet in {door.place.name}")


def list_screen(runs: Sequence[ListedRun], now: int) -> list[Line]:
    """The table of runs."""
    head, *rows = columns([HEAD, *(_row(run, now) for run in runs)])
    styles = [colour_of(run.state) for run in runs]
    return [Line(head, "bold"), *map(Line, rows, styles)]


def _row(run: ListedRun, now: int) -> tuple[str, ...]:
    took = duration(max((run.ended_at or now) - run.requested_at, 0))
    started = day_and_time(run.requested_at)
    return short(run.run), run.plan, run.mode, run.state, started, took, run.requester
