"""`muster plan rollback`."""

import click

from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.failures import DONE
from muster.entrypoints.cli.paper import Line, columns, print_lines
from muster.entrypoints.cli.run.arguments import json_option, say_json
from muster.entrypoints.cli.screen import note
from muster.service.commands.publication import PublishedHere
from muster.service.commands.roll_back import roll_back

HEAD = ("WHAT", "NAME", "CHANGE", "VERSION")


@click.command()
@click.argument("plan")
@click.argument("release", type=click.IntRange(min=1))
@json_option
@place_options
def rollback(choice: Choice, plan: str, release: int, *, as_json: bool) -> int:
    """Let a plan be again what it was at an earlier release.

    PLAN is its name, RELEASE a number of `muster plan releases`. Needs no file: documents, plan and
    scripts of then are still there. What comes of it is a new release. Refused while a run of the
    plan is active. May be repeated after an interruption.
    """
    door = open_door(choice)
    caller = door.service.identity.caller()
    place = f"{door.place.name}: account {caller.account}, {caller.region}"
    note(f"rolling plan {plan} back to release {release} in {place}, as {caller.arn}")
    done = roll_back(door.service, plan, release)
    if as_json:
        say_json(done)
    else:
        print_lines(rollback_screen(done))
    return DONE


def rollback_screen(done: PublishedHere) -> list[Line]:
    """The table of what was done."""
    kinds = {"default": "document"}
    rows = [
        (kinds.get(each.kind, each.kind), each.name, each.change, each.version)
        for each in done.changes
    ]
    head, *lines = columns([HEAD, *rows])
    return [Line(head, "bold"), *map(Line, lines)]
