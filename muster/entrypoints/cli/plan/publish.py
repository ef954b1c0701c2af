"""`muster plan publish`."""

from dataclasses import replace

import click

from muster.entrypoints.cli.door import Choice, Door, place_options
from muster.entrypoints.cli.failures import DONE
from muster.entrypoints.cli.paper import Line, columns, print_lines
from muster.entrypoints.cli.plan.comparison_screen import replaced_screen
from muster.entrypoints.cli.plan.wanted import Wanted, gather, wanted_options
from muster.entrypoints.cli.run.arguments import json_option, say_json
from muster.entrypoints.cli.screen import note
from muster.service.commands.publication import DOCUMENTS, Publication, PublishedHere
from muster.service.commands.publish import publish
from muster.service.reading.comparison import compare
from muster.service.reading.people import known_people

HEAD = ("WHAT", "NAME", "CHANGE", "VERSION")


@click.command(name="publish")
@wanted_options
@click.option("--prune", is_flag=True, help="Delete the documents of waves that are gone.")
@click.option(
    "--quota",
    default=DOCUMENTS,
    show_default=True,
    help="Documents the account may have in the Region, if AWS has raised it.",
)
@json_option
@place_options
def publish_(choice: Choice, wanted: Wanted, *, prune: bool, quota: int, as_json: bool) -> int:
    """Publish plans: their runbooks and their records, into an account.

    PLANS are plan files, or workspace folders with plans and people. Without --profile or --real
    they are published into the embedded AWS that is running. First it says what changes, hooks
    before all else (`muster plan diff` says the same and changes nothing). What is there already
    stays as it is; a publication that failed half-way is repeated as a whole. Refused while a run
    of a plan is active.
    """
    door, publication = gather(choice, wanted)
    _publish(door, replace(publication, prune=prune, room=quota), as_json=as_json)
    return DONE


def _publish(door: Door, publication: Publication, *, as_json: bool) -> None:
    caller = door.service.identity.caller()
    place = f"{door.place.name}: account {caller.account}, {caller.region}"
    note(f"publishing into {place}, as {caller.arn}")
    for line in replaced_screen(compare(door.service, publication)):
        note(line.text)
    done = publish(door.service, publication, lay_foundation=door.place.undeployed)
    if as_json:
        say_json(done)
    else:
        print_lines(publish_screen(done))
    _warn(door, done)


def publish_screen(done: PublishedHere) -> list[Line]:
    """The table of what was done; which version is the default follows from it."""
    told = [change for change in done.changes if change.kind != "default"]
    rows = [(change.kind, change.name, change.change, change.version) for change in told]
    head, *lines = columns([HEAD, *rows])
    return [Line(head, "bold"), *map(Line, lines)]


def _warn(door: Door, done: PublishedHere) -> None:
    if done.pack_missing:
        note("hint: the runbooks of the verbs are not there yet; publish them: add `--pack`")
    if not known_people(door.service).names:
        note("hint: nobody is published, so nobody can approve; add `--people FILE`")
