"""`muster run adopt`, `relaunch` and `override`: verbs on one source server of a run."""

import click

from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.run.arguments import reason_option, run_argument
from muster.entrypoints.cli.screen import say
from muster.service.commands import server_verb
from muster.service.commands.override import OverrideWish
from muster.service.commands.override import override as override_guard
from muster.service.reading.runs import find_run


@click.command()
@run_argument
@click.argument("server")
@reason_option
@place_options
def adopt(choice: Choice, run: str, server: str, reason: str) -> None:
    """Count a server as recovered by the recovery instance that it has.

    RUN is its id, how the id begins, or `last`; SERVER is a DRS source server id. Nothing is
    launched and nothing is destroyed; a clean-up leaves the instance alone, unless this drill
    launched it. Exit code 1: the answer is no.
    """
    service = open_door(choice).service
    say(server_verb.adopt(service, find_run(service, run), server, reason=reason))


@click.command()
@run_argument
@click.argument("server")
@click.option("--destroy", default="", metavar="INSTANCE", help="The instance that it has now.")
@reason_option
@place_options
def relaunch(choice: Choice, run: str, server: str, *, destroy: str, reason: str) -> None:
    """Launch a server of a waiting wave again; its instance of this run is destroyed.

    RUN is its id, how the id begins, or `last`; SERVER is a DRS source server id. Without the name
    of the instance the answer is no, and says it. Exit code 1: the answer is no.
    """
    service = open_door(choice).service
    found = find_run(service, run)
    say(server_verb.relaunch(service, found, server, instance=destroy, reason=reason))


@click.command()
@run_argument
@click.argument("server")
@click.option("--destroy", required=True, metavar="INSTANCE", help="The live instance that goes.")
@click.option(
    "--minutes",
    default=60,
    type=click.IntRange(5, 720),
    show_default=True,
    help="How long it holds.",
)
@click.option("--reason", required=True, help="Why; for the record.")
@place_options
def override(
    choice: Choice, run: str, server: str, *, destroy: str, minutes: int, reason: str
) -> None:
    """Break the glass: let a launch destroy a live instance that a guard protects.

    RUN is its id, how the id begins, or `last`; SERVER is a DRS source server id. Only the
    break-glass role may do it; it is on record and announced when it takes effect. Exit code 1: the
    answer is no.
    """
    service = open_door(choice).service
    found = find_run(service, run)
    say(override_guard(service, OverrideWish(found, server, destroy, minutes * 60, reason)))
