"""`muster plan diff`."""

import difflib
from collections.abc import Iterator, Sequence

import click

from muster.entrypoints.cli.door import Choice, Door, open_door, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.paper import Line, print_lines
from muster.entrypoints.cli.plan.comparison_screen import comparison_screen
from muster.entrypoints.cli.plan.wanted import Wanted, gather, wanted_options
from muster.entrypoints.cli.run.arguments import json_option, say_json
from muster.service.commands.publication import Publication
from muster.service.reading.comparison import Comparison, PlanComparison, compare
from muster.service.reading.drift import drift
from muster.service.reading.plans import published_plans
from muster.service.reading.releases import current_release
from muster.service.service import Service


@click.command()
@wanted_options
@click.option("--text", is_flag=True, help="Show the documents line by line too.")
@json_option
@place_options
def diff(choice: Choice, wanted: Wanted, *, text: bool, as_json: bool) -> int:
    """Say what publishing would change, and what was changed past muster.

    PLANS are plan files, or workspace folders. Without any: whether the account still has what was
    published into it. Exit code 0: no difference. 1: there is one.
    """
    if not wanted.plans and not wanted.people and not wanted.pack:
        return _shown(_published(open_door(choice).service), as_json=as_json)
    door, publication = gather(choice, wanted)
    found = compare(door.service, publication)
    if text and not as_json:
        print_lines(_texts(door, publication, found))
    return _shown(found, as_json=as_json)


def _published(service: Service) -> Comparison:
    """What is published against its own records."""
    names = [entry.plan for entry in published_plans(service)]
    plans = (
        PlanComparison(name, current_release(service.table, name), drift=drift(service, name))
        for name in names
    )
    return Comparison(tuple(plans))


def _shown(found: Comparison, *, as_json: bool) -> int:
    if as_json:
        say_json(found)
    else:
        print_lines(comparison_screen(found) or [Line("nothing is published here")])
    return DONE if found.is_same else NO


def _texts(door: Door, publication: Publication, found: Comparison) -> Iterator[Line]:
    touched = {each.name for plan in found.plans for each in plan.documents}
    touched |= {each.name for each in found.pack}
    for document in publication.documents:
        if document.name in touched:
            before = door.service.documents.text(document.name)
            yield from _unified(document.name, before.splitlines(), document.text.splitlines())


def _unified(name: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    lines = difflib.unified_diff(before, after, f"published/{name}", f"new/{name}", lineterm="")
    styles = {"+": "green", "-": "red", "@": "cyan"}
    return (Line(line, styles.get(line[:1], "")) for line in lines)
