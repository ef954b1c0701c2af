"""`muster plan sheet`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from muster.entrypoints.cli.door import Choice, Door, in_region, open_door, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.screen import note
from muster.entrypoints.cli.times import day_and_time
from muster.entrypoints.sheet.markdown import markdown
from muster.entrypoints.sheet.page import page
from muster.entrypoints.sheet.values import Sheet
from muster.entrypoints.sheet.writing import Wish, sheet_of
from muster.model.base import Mode
from muster.model.people import People
from muster.model.plan import RecoveryPlan, plan_hash
from muster.model.workspace import load_people, load_plan
from muster.service.acting.prospect import prospect_of
from muster.service.errors import MusterError

FORMS: Final[Mapping[str, Callable[[Sheet], str]]] = {"html": page, "markdown": markdown}
ENDINGS: Final = {".html": "html", ".htm": "html", ".md": "markdown"}
PEOPLE: Final = "people.yaml"


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--mode", type=click.Choice(["recovery", "drill"]), default="recovery", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    help="Without it: what the file's name says, else Markdown.",
)
@click.option(
    "--people", type=click.Path(path_type=Path), help="Who may approve; else `people.yaml` beside."
)
@place_options
def sheet(
    choice: Choice,
    plan: Path,
    *,
    mode: str,
    output: Path | None,
    form: str | None,
    people: Path | None,
) -> int:
    """Write a plan on paper: plain aws commands in wave order, with the servers' ids.

    PLAN is a plan file. Which servers its groups mean now is asked of DRS; nothing is changed. The
    sheet needs nothing of muster: print it, and keep it where you find it when all else fails.

    Exit code 0: written. 1: written, but the plan does not hold now; the sheet says why.
    """
    loaded = load_plan(plan)
    door = open_door(in_region(choice, loaded.target.region))
    made = _made(door, loaded, Mode(mode), _people(people or plan.parent / PEOPLE, must=people))
    text = FORMS[form or ENDINGS.get(output.suffix if output else "", "markdown")](made)
    if output:
        output.write_text(text, encoding="utf-8", newline="\n")
        note(f"wrote {output}")
    else:
        click.echo(text, nl=False)
    for problem in made.problems:
        note(f"warning: {problem}")
    return NO if made.problems else DONE


def _people(path: Path, *, must: Path | None) -> People | None:
    return load_people(path) if must or path.is_file() else None


def _made(door: Door, plan: RecoveryPlan, mode: Mode, people: People | None) -> Sheet:
    _check_one_place(plan)
    _check_place(door, plan)
    known = door.source_servers().listed()
    plan = plan.unfolded()
    wish = Wish(plan, mode, day_and_time(door.service.clock.now()), people)
    return sheet_of(wish, prospect_of(plan, plan_hash(plan), mode, known, {}))


def _check_one_place(plan: RecoveryPlan) -> None:
    """Commands of a sheet are for one account and Region: it must never name the wrong one."""
    groups = (group for wave in plan.waves for group in plan.groups_of(wave).values())
    places = {plan.target, *map(plan.target_of, groups)}
    if len(places) > 1:
        named = ", ".join(sorted(f"{place.account} {place.region}" for place in places))
        raise MusterError(
            f"plan {plan.plan} recovers into several places: {named}; a sheet knows one",
            "write a plan for each place, with its waves of that place, and a sheet for each",
        )


def _check_place(door: Door, plan: RecoveryPlan) -> None:
    caller, target = door.service.identity.caller(), plan.target
    if (caller.account, caller.region) != (target.account, target.region):
        raise MusterError(
            f"{door.place.name} is account {caller.account}, {caller.region};"
            f" plan {plan.plan} recovers into account {target.account}, {target.region}",
            "name a profile of that account with `--profile`, and leave `--region` out",
        )
