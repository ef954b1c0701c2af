"""`muster destroy`."""

import sys

import click

from muster.engine.counts import counted
from muster.entrypoints.cli.deploy import STACK, opened_by
from muster.entrypoints.cli.door import Choice, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.screen import note, say
from muster.entrypoints.deploy.opened import Opened
from muster.entrypoints.deploy.screen import event_line
from muster.service.deploying.deploy import destroy as take_down
from muster.service.errors import MissingError, RefusedError
from muster.service.gauges import read_gauges

KEPT = (
    "the record, which a new hub finds again: run table muster, log /aws/events/muster-audit",
    "the documents muster-*: delete them in Systems Manager if no hub comes back",
    "the bucket {bucket}: empty and delete it in S3",
)


@click.command(name="destroy")
@click.option("--stack", default=STACK, show_default=True, help="Name of the stack.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@place_options
def destroy(choice: Choice, stack: str, *, yes: bool) -> int:
    """Delete the hub; its record stays. Refused while a run is active."""
    opened = opened_by(choice)
    if opened.deploying.stacks.look(stack) is None:
        note(f"there is no stack {stack} in {opened.caller.region}")
        return NO
    _check_idle(opened)
    note(f"deleting stack {stack} in account {opened.caller.account}, {opened.caller.region};")
    note("functions, rules, roles and alarms go; nobody can start or approve anything after that")
    if not yes and not _agreed(stack):
        note("nothing was changed")
        return NO
    take_down(opened.deploying, stack, lambda event: note(event_line(event)))
    say(f"stack {stack} is gone. What stays:")
    for line in KEPT:
        say(f"- {line.format(bucket=opened.deploying.artifacts.bucket)}")
    return DONE


def _check_idle(opened: Opened) -> None:
    try:
        active = read_gauges(opened.service.table, opened.service.clock.now()).active
    except MissingError:
        return  # no table: nothing can be active
    if active:
        raise RefusedError(
            f"{counted(active, 'run is', 'runs are')} active;"
            " without the hub nobody could approve or stop anything",
            "wait until they have ended, or cancel them: `muster run list`",
        )


def _agreed(stack: str) -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is there to confirm; add `--yes`.")
    return bool(click.prompt(f"Type the stack's name ({stack}) to delete it", err=True) == stack)
