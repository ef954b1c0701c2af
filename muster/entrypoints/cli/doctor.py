"""`muster doctor`."""

import os

import click

from muster.entrypoints.cli.deploy import STACK
from muster.entrypoints.cli.door import Choice, place_of, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.paper import print_lines
from muster.entrypoints.cli.run.arguments import say_json
from muster.entrypoints.cli.screen import note, say
from muster.entrypoints.cli.times import day_and_time
from muster.entrypoints.doctor.opened import Doctor, open_doctor
from muster.entrypoints.doctor.probing import anonymous, report
from muster.entrypoints.doctor.screen import as_json, finding_lines, is_well, summary_line
from muster.model.settings import Settings
from muster.service.doctor.examine import examine
from muster.service.doctor.finding import Finding
from muster.service.doctor.patient import Patient
from muster.service.doctor.probes.bench import Bench
from muster.service.doctor.probes.probing import probe_all


@click.command()
@click.option("--stack", default=STACK, show_default=True, help="Name of the stack.")
@click.option("--probe", is_flag=True, help="Try what only a real account can answer, instead.")
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON on stdout.")
@place_options
def doctor(choice: Choice, stack: str, *, probe: bool, json_wanted: bool) -> int:
    """Look whether everything stands that a recovery will need. Changes nothing.

    Each line says what was looked at, how it is, and what mends it. Exit code 0: nothing failed; 1:
    something did.

    With --probe it runs harmless runbooks, `muster-probe-…`, deletes them again, and prints a
    report of what AWS does where its documentation is silent: to be pasted into an issue.
    """
    found = _opened(choice, stack)
    if probe:
        return _probe(found.bench, json_wanted=json_wanted)
    return _examine(found.patient, json_wanted=json_wanted)


def _examine(patient: Patient, *, json_wanted: bool) -> int:
    found = [_told(each, silent=json_wanted) for each in examine(patient)]
    if json_wanted:
        say(as_json(found))
    else:
        print_lines([summary_line(found)])
    return DONE if is_well(found) else NO


def _probe(bench: Bench, *, json_wanted: bool) -> int:
    region = bench.service.identity.caller().region
    note("documents muster-probe-… are made, run as you, and deleted; this takes some minutes")
    seen = []
    for each in probe_all(bench):
        note(f"{each.question} {each.seen}")
        seen.append(anonymous(each))
    if json_wanted:
        say_json(seen)
    else:
        say(report(seen, region, day_and_time(bench.service.clock.now())[:10]))
    return DONE


def _told(finding: Finding, *, silent: bool) -> Finding:
    """Each as it comes: some calls take a while."""
    if not silent:
        print_lines(finding_lines(finding))
    return finding


def _opened(choice: Choice, stack: str) -> Doctor:
    context = click.get_current_context(silent=True)
    found = context.find_object(Doctor) if context else None
    if found is not None:
        return found
    place = place_of(choice, os.environ)
    note(f"looking at {place.name}")
    settings = Settings(table=choice.table) if choice.table else Settings()
    return open_doctor(place, settings, stack, os.environ.get("MUSTER_SLACK_API", ""))
