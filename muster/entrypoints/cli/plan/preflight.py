"""`muster plan preflight`."""

from collections.abc import Sequence
from pathlib import Path

import click

from muster.engine.counts import counted
from muster.engine.preflight import CHECKS, Finding, Level
from muster.entrypoints.cli.door import Choice, in_region, open_door, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.paper import Line, columns, print_lines
from muster.entrypoints.cli.plan.preflight_look import Looked, look_ahead
from muster.entrypoints.cli.run.arguments import json_option, point, point_option, say_json
from muster.model.base import Mode
from muster.model.workspace import load_plan

HEAD = ("", "CHECK", "ABOUT", "WHAT")
COLOURS = {Level.BLOCK: "red", Level.ASK: "yellow", Level.WARN: ""}
MEANS = {
    Level.BLOCK: "the run does not begin",
    Level.ASK: "the run waits until people say so",
    Level.WARN: "the run goes on",
}


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--mode", type=click.Choice(["drill", "recovery"]), default="recovery", show_default=True
)
@point_option
@json_option
@place_options
def preflight(choice: Choice, plan: Path, *, mode: str, point_in_time: str, as_json: bool) -> int:
    """Say what a run would find, without starting anything.

    PLAN is a plan file. Its servers, their recovery points, what runs already, who can approve and
    whether EC2 has room is asked of AWS with your own rights; nothing is changed.

    Exit code 0: a run would begin. 1: something blocks it.
    """
    loaded = load_plan(plan)
    door = open_door(in_region(choice, loaded.target.region))
    looked = look_ahead(door, loaded, Mode(mode), point(door, point_in_time))
    if as_json:
        say_json(looked)
    else:
        print_lines(screen(looked))
    return NO if any(each.level is Level.BLOCK for each in looked.findings) else DONE


def screen(looked: Looked) -> list[Line]:
    """What was found, the worst first, then what was looked at in vain."""
    size = f"{counted(looked.servers, 'server')} in {counted(looked.waves, 'wave')}"
    title = f"{looked.mode} of {looked.plan}: {size}"
    return [Line(title, "bold"), *_table(looked.findings), Line(_sum(looked))]


def _table(found: Sequence[Finding]) -> list[Line]:
    if not found:
        return []
    rows = [(str(each.level), each.check, _about(each), each.text) for each in found]
    head, *lines = columns([HEAD, *rows])
    styles = [COLOURS[each.level] for each in found]
    return [Line(head, "bold"), *map(Line, lines, styles)]


def _about(found: Finding) -> str:
    return f"{found.name} ({found.server})" if found.server else found.name


def _sum(looked: Looked) -> str:
    done = [check for check in CHECKS if check.level(looked.mode)]
    found = {each.check for each in looked.findings}
    clear = f"{len(done) - len(found)} of {len(done)} checks found nothing"
    worst = next((level for level in Level if any(f.level is level for f in looked.findings)), None)
    return f"{clear}; {MEANS[worst] if worst else 'the run would begin at once'}"
