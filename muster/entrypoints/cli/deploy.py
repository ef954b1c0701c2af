"""`muster deploy`."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from muster.entrypoints.cli.deploy_options import chosen_options
from muster.entrypoints.cli.door import Choice, place_of, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.package import package_lines
from muster.entrypoints.cli.paper import print_lines
from muster.entrypoints.cli.screen import note
from muster.entrypoints.deploy.chosen import Chosen, parameters
from muster.entrypoints.deploy.opened import Opened, open_deployment
from muster.entrypoints.deploy.pack import publish_pack
from muster.entrypoints.deploy.screen import change_screen, event_line, outcome_screen
from muster.entrypoints.deploy.stack.notation import read
from muster.entrypoints.deploy.stack.template import hub
from muster.entrypoints.packaging.archive import sha256_of
from muster.entrypoints.packaging.build import build
from muster.entrypoints.packaging.targets import LAMBDA
from muster.service.deploying.deploy import Release, carry_out, propose
from muster.service.deploying.values import ChangeSet, StackEvent

STACK = "muster"


@click.command(name="deploy")
@click.option("--stack", default=STACK, show_default=True, help="Name of the stack.")
@click.option("--package", type=click.Path(path_type=Path), help="A zip that is there already.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@chosen_options
@place_options
def deploy(
    choice: Choice, stack: str, package: Path | None, chosen: Chosen, *, dry_run: bool, yes: bool
) -> int:
    """Make the hub, or bring it up to date: functions, table, events, roles, alarms.

    What would change is shown and confirmed first. Options that are left out stay as they are; a
    text or list is emptied by the word `none`. May be interrupted, and repeated, at any time.
    Deploy into the Region that servers are recovered into: the hub has to work when the other one
    does not.
    """
    _check_somebody_can_agree(sure=yes or dry_run)
    opened = opened_by(choice)
    where = f"account {opened.caller.account}, {opened.caller.region}"
    note(f"deploying into {opened.place.name}: {where}, as {opened.caller.arn}")
    changes = _proposed(opened, stack, package, chosen)
    if changes is None:
        note(f"stack {stack} is up to date")
    elif not _agreed(opened, changes, dry_run=dry_run, yes=yes):
        return DONE if dry_run else NO
    else:
        carry_out(opened.deploying, changes, _tell)
    return _finished(opened, stack, dry_run=dry_run)


def opened_by(choice: Choice) -> Opened:
    """The AWS that is meant. Raises `click.UsageError` as `place_of` does."""
    if choice.table:
        raise click.UsageError("`--table` is not for the hub: its run table is called `muster`.")
    context = click.get_current_context(silent=True)
    found = context.find_object(Opened) if context else None
    return found or open_deployment(place_of(choice, os.environ))


def _proposed(opened: Opened, stack: str, package: Path | None, chosen: Chosen) -> ChangeSet | None:
    with TemporaryDirectory(prefix="muster-deploy-") as scratch:
        zipped = package or _packaged(Path(scratch))
        template = hub()
        release = Release(
            stack=stack,
            package=zipped,
            sha256=sha256_of(zipped),
            template=template,
            known=frozenset(read(template)["Parameters"]),
            chosen=parameters(chosen, opened.caller),
        )
        return propose(opened.deploying, release, _tell)


def _packaged(folder: Path) -> Path:
    note("packaging the functions")
    made = build(LAMBDA, folder)
    for line in package_lines(made)[1:]:
        note(line)
    return Path(made.path)


def _agreed(opened: Opened, changes: ChangeSet, *, dry_run: bool, yes: bool) -> bool:
    """Whether somebody wants it; if not, also by Ctrl-C, CloudFormation forgets the change set."""
    print_lines(change_screen(changes))
    agreed = False
    try:
        agreed = not dry_run and (yes or click.confirm("Change this?", err=True))
    finally:
        if not agreed:
            opened.deploying.stacks.discard(changes)
            note("nothing was changed")
    return agreed


def _check_somebody_can_agree(*, sure: bool) -> None:
    """Before anything is packaged, stored or proposed."""
    if not sure and not sys.stdin.isatty():
        raise click.UsageError("nobody is there to confirm; add `--yes`, or `--dry-run`.")


def _finished(opened: Opened, stack: str, *, dry_run: bool) -> int:
    found = opened.deploying.stacks.look(stack)
    if dry_run or found is None:
        return DONE
    done = publish_pack(opened)
    new = sum(change.change != "same" for change in done.changes if change.kind == "document")
    note(f"runbooks of the verbs: {new} published, the rest was there")
    print_lines(outcome_screen(found))
    return DONE


def _tell(event: StackEvent) -> None:
    note(event_line(event))
