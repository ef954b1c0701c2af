"""`muster run status`."""

import click

from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.paper import print_lines
from muster.entrypoints.cli.run.arguments import json_option, run_argument, say_json
from muster.entrypoints.cli.run.status_screen import status_screen
from muster.service.reading.people import known_people
from muster.service.reading.run_view import look_at
from muster.service.reading.runs import find_run


@click.command()
@run_argument
@json_option
@place_options
def status(choice: Choice, run: str, *, as_json: bool) -> None:
    """Say how a run stands, what it waits for, and what you can do.

    RUN is its id, how the id begins, or `last`.
    """
    service = open_door(choice).service
    view = look_at(service, find_run(service, run))
    if as_json:
        say_json(view)
    else:
        print_lines(status_screen(view, known_people(service)))
