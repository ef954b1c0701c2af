"""`muster doctor`."""

import os

import click

from muster.entrypoints.cli.deploy import STACK
from muster.entrypoints.cli.door import Choice, place_of, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.paper import print_lines
from muster.entrypoints.cli.screen import note, say
from muster.entrypoints.doctor.opened import open_patient
from muster.entrypoints.doctor.screen import as_json, finding_lines, is_well, summary_line
from muster.model.settings import Settings
from muster.service.doctor.examine import examine
from muster.service.doctor.finding import Finding
from muster.service.doctor.patient import Patient


@click.command()
@click.option("--stack", default=STACK, show_default=True, help="Name of the stack.")
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON on stdout.")
@place_options
def doctor(choice: Choice, stack: str, *, json_wanted: bool) -> int:
    """Look whether everything stands that a recovery will need. Changes nothing.

    Each line says what was looked at, how it is, and what mends it. Exit code 0: nothing failed; 1:
    something did.
    """
    found = [_told(each, silent=json_wanted) for each in examine(_opened(choice, stack))]
    if json_wanted:
        say(as_json(found))
    else:
        print_lines([summary_line(found)])
    return DONE if is_well(found) else NO


def _told(finding: Finding, *, silent: bool) -> Finding:
    """Each as it comes: some calls take a while."""
    if not silent:
        print_lines(finding_lines(finding))
    return finding


def _opened(choice: Choice, stack: str) -> Patient:
    context = click.get_current_context(silent=True)
    found = context.find_object(Patient) if context else None
    if found is not None:
        return found
    place = place_of(choice, os.environ)
    note(f"looking at {place.name}")
    settings = Settings(table=choice.table) if choice.table else Settings()
    return open_patient(place, settings, stack, os.environ.get("MUSTER_SLACK_API", ""))
