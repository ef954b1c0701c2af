"""`muster plan releases`."""

from collections.abc import Sequence

import click

from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.paper import Line, columns, print_lines
from muster.entrypoints.cli.run.arguments import json_option, say_json
from muster.entrypoints.cli.screen import note
from muster.entrypoints.cli.times import day_and_time
from muster.service.reading.releases import PlanRelease, current_release, releases

HEAD = ("RELEASE", "PUBLISHED", "PLAN VERSION", "BY", "")


@click.command(name="releases")
@click.argument("plan")
@click.option("--newest", default=20, type=click.IntRange(1, 1000), help="How many.")
@json_option
@place_options
def releases_(choice: Choice, plan: str, *, newest: int, as_json: bool) -> int:
    """List what was published of a plan, the newest first.

    PLAN is its name.
    """
    service = open_door(choice).service
    found = releases(service.table, plan, newest=newest)
    if not found:
        note(f"nothing of plan {plan} is published here")
        return NO
    current = current_release(service.table, plan)
    if as_json:
        say_json(found)
    else:
        print_lines(releases_screen(found, current.number if current else 0))
    return DONE


def releases_screen(found: Sequence[PlanRelease], current: int) -> list[Line]:
    """The table of releases; the current one is named."""
    head, *rows = columns([HEAD, *(_row(each, current) for each in found)])
    styles = ["bold" if each.number == current else "" for each in found]
    return [Line(head, "bold"), *map(Line, rows, styles)]


def _row(release: PlanRelease, current: int) -> tuple[str, ...]:
    notes = ["current"] * (release.number == current)
    notes += [f"back to {release.back_to}"] * bool(release.back_to)
    return (
        str(release.number),
        day_and_time(release.published_at),
        release.hash[:12],
        release.by,
        ", ".join(notes),
    )
