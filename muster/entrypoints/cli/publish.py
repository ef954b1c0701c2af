"""`muster plan publish`."""

from pathlib import Path

import click

from muster.entrypoints.cli.door import Choice, Door, in_region, open_door, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.paper import Line, columns, print_lines
from muster.entrypoints.cli.run.arguments import json_option, say_json
from muster.entrypoints.cli.screen import note
from muster.entrypoints.releases import findings_of, publication_of
from muster.model.settings import Settings
from muster.model.workspace import load_people, load_plan
from muster.service.commands.publication import Publication, PublishedHere
from muster.service.commands.publish import publish
from muster.service.reading.people import known_people

HEAD = ("WHAT", "NAME", "CHANGE", "VERSION")


@click.command(name="publish")
@click.argument("plans", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--people", type=click.Path(path_type=Path), help="Publish this people file too.")
@click.option("--pack", is_flag=True, help="Publish the runbooks of the verbs too.")
@json_option
@place_options
def publish_(
    choice: Choice, plans: tuple[Path, ...], people: Path | None, *, pack: bool, as_json: bool
) -> int:
    """Publish plans: their runbooks and their records, into an account.

    PLANS are plan files. Without --profile or --real they are published into the embedded AWS that
    is running. What is there already stays as it is; a publication that failed half-way is
    repeated as a whole. Refused while a run of a plan is active.
    """
    settings = Settings(table=choice.table) if choice.table else Settings()
    publication = publication_of(
        [load_plan(path) for path in plans],
        settings,
        people=load_people(people) if people else None,
        with_pack=pack,
    )
    findings = findings_of(publication)
    if findings:
        note("\n".join(findings))
        return NO
    door = open_door(in_region(choice, publication.releases[0].region))
    _publish(door, publication, as_json=as_json)
    return DONE


def _publish(door: Door, publication: Publication, *, as_json: bool) -> None:
    caller = door.service.identity.caller()
    place = f"{door.place.name}: account {caller.account}, {caller.region}"
    note(f"publishing into {place}, as {caller.arn}")
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
