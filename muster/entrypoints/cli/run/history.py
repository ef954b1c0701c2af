"""`muster run history`."""

import click

from muster.engine.counts import counted
from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.paper import Line, columns, print_lines
from muster.entrypoints.cli.run.arguments import json_option, run_argument, say_json
from muster.entrypoints.cli.screen import error, note
from muster.entrypoints.cli.times import day_and_time
from muster.service.reading.history import History, history
from muster.service.reading.runs import find_run

HEAD = ("WHEN", "WHO", "DOOR", "WHAT")


@click.command(name="history")
@run_argument
@json_option
@place_options
def history_(choice: Choice, run: str, *, as_json: bool) -> int:
    """Print the record of a run, and check that nobody has changed it.

    RUN is its id, how the id begins, or `last`. Exit code 1: the record was changed.
    """
    service = open_door(choice).service
    found = history(service.table, find_run(service, run))
    if as_json:
        say_json(found)
    else:
        print_lines(history_screen(found))
    return _judge(found)


def history_screen(found: History) -> list[Line]:
    """The table of rows."""
    rows = [(day_and_time(row.at), row.who, row.door, row.text) for row in found.rows]
    head, *lines = columns([HEAD, *rows])
    return [Line(head, "bold"), *map(Line, lines)]


def _judge(found: History) -> int:
    if found.is_whole:
        note(f"{counted(len(found.rows), 'row')}, each with the hash of the row before it")
        return DONE
    error(
        f"row {found.broken_at} is not what was written, or a row before it is missing",
        "ask who had access to the run table since then",
    )
    return NO
