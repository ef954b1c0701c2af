"""`muster run approve`, `muster run reject`."""

import click

from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.run.arguments import reason_option, run_argument
from muster.entrypoints.cli.screen import say
from muster.service.commands.decide import decide
from muster.service.reading.runs import find_run

_gate = click.option("--gate", default="", help="A wave's name, or `run`; else the one open gate.")


@click.command()
@run_argument
@_gate
@reason_option
@place_options
def approve(choice: Choice, run: str, gate: str, reason: str) -> None:
    """Approve at a gate of a run, as whom the AWS credentials stand for.

    RUN is its id, how the id begins, or `last`. Exit code 1: the approval does not count.
    """
    _decide(choice, run, "approve", gate, reason)


@click.command()
@run_argument
@_gate
@reason_option
@place_options
def reject(choice: Choice, run: str, gate: str, reason: str) -> None:
    """Reject at a gate of a run, as whom the AWS credentials stand for.

    RUN is its id, how the id begins, or `last`. Exit code 1: the decision does not count.
    """
    _decide(choice, run, "reject", gate, reason)


def _decide(choice: Choice, run: str, decision: str, gate: str, reason: str) -> None:
    service = open_door(choice).service
    say(decide(service, find_run(service, run), decision, gate=gate, reason=reason))
