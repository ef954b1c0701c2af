"""`muster plan withdraw`."""

import sys

import click

from muster.engine.counts import counted
from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.screen import note, say
from muster.service.commands.withdraw import what_goes, withdraw


@click.command(name="withdraw")
@click.argument("plan")
@click.option("--yes", is_flag=True, help="Do not ask.")
@place_options
def withdraw_(choice: Choice, plan: str, *, yes: bool) -> int:
    """Take a plan back: nobody can run it any more, and its documents are deleted.

    PLAN is its name. Releases and the records of its runs stay; publishing it again makes the next
    release. Refused while a run of the plan is active. May be repeated after an interruption.
    """
    door = open_door(choice)
    caller = door.service.identity.caller()
    number = len(what_goes(door.service, plan))
    note(f"withdrawing plan {plan} from account {caller.account}, {caller.region};")
    gone = counted(number, "document goes", "documents go")
    note(f"{gone}, and nobody can drill or recover by it after that")
    if not yes and not _agreed(plan):
        note("nothing was changed")
        return NO
    for change in withdraw(door.service, plan).changes:
        say(str(change))
    return DONE


def _agreed(plan: str) -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is there to confirm; add `--yes`.")
    return bool(click.prompt(f"Type the plan's name ({plan}) to withdraw it", err=True) == plan)
