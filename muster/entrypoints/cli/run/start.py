"""`muster run drill`, `muster run recover`."""

import sys

import click

from muster.engine.states import Mode
from muster.entrypoints.cli.door import Choice, Door, open_door, place_options
from muster.entrypoints.cli.run.arguments import point, point_option, reason_option, short
from muster.entrypoints.cli.run.watch import watch_run
from muster.entrypoints.cli.screen import note, say
from muster.service.commands.start import StartRun, start
from muster.service.errors import RefusedError

_plan = click.argument("plan")
_waves = click.option("--waves", default="", help="Only these waves, separated by commas.")
_ticket = click.option("--ticket", default="", help="Number of a ticket; for the record.")
_watch = click.option("--watch", is_flag=True, help="Watch the run until it ends.")


@click.command()
@_plan
@_waves
@reason_option
@_ticket
@point_option
@_watch
@place_options
def drill(
    choice: Choice,
    plan: str,
    *,
    waves: str,
    reason: str,
    ticket: str,
    point_in_time: str,
    watch: bool,
) -> int:
    """Start a drill of a published plan: a rehearsal beside production.

    PLAN is its name. The id of the run goes to stdout. Exit code 1: it did not start, or with
    --watch, it did not succeed.
    """
    door = open_door(choice)
    chosen = point(door, point_in_time)
    asked = StartRun(plan, Mode.DRILL, _names(waves), chosen, reason, ticket)
    return _start(door, asked, watch=watch)


@click.command()
@_plan
@_waves
@reason_option
@_ticket
@point_option
@click.option("--yes-recover", default="", metavar="PLAN", help="Name the plan: do not ask.")
@_watch
@place_options
def recover(
    choice: Choice,
    plan: str,
    *,
    waves: str,
    reason: str,
    ticket: str,
    point_in_time: str,
    yes_recover: str,
    watch: bool,
) -> int:
    """Start a real recovery of a published plan.

    PLAN is its name; it has to be typed again, or given with --yes-recover. The id of the run goes
    to stdout. Exit code 1: it did not start, or with --watch, it did not succeed.
    """
    door = open_door(choice)
    chosen = point(door, point_in_time)
    asked = StartRun(plan, Mode.RECOVERY, _names(waves), chosen, reason, ticket)
    _confirm(door, plan, yes_recover)
    return _start(door, asked, watch=watch)


def _start(door: Door, asked: StartRun, *, watch: bool) -> int:
    started = start(door.service, asked)
    say(started.run)
    note(f"{started.mode} of {started.plan} is {started.state}, in {door.place.name}")
    if watch:
        return watch_run(door.service, started.run)
    note(f"hint: muster run watch {short(started.run)}")
    return 0


def _confirm(door: Door, plan: str, typed: str) -> None:
    """Nobody recovers by accident. Raises `RefusedError` unless the plan is named again."""
    caller = door.service.identity.caller()
    note(
        f"This is a real recovery of `{plan}` in account {caller.account}, {caller.region},"
        f" as {caller.arn}. It launches recovery instances for production."
    )
    if not typed and not sys.stdin.isatty():
        raise click.UsageError(f"nobody is there to confirm; add `--yes-recover {plan}`.")
    typed = typed or click.prompt("Type the name of the plan to go on", err=True)
    if typed != plan:
        raise RefusedError(f"nothing was started: `{typed[:64]}` is not `{plan}`")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
