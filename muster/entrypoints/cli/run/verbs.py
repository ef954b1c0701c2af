"""The verbs on a run: each starts the runbook of its name and prints the answer."""

import click

from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.run.arguments import reason_option, run_argument
from muster.entrypoints.cli.screen import note, say
from muster.service.commands import cleanup as cleaning
from muster.service.commands.verb import verb
from muster.service.reading.runs import find_run

_ABOUT = """

    RUN is its id, how the id begins, or `last`. Exit code 1: the answer is no.
    """


def _on_run(name: str, what: str) -> click.Command:
    """A verb on the whole run."""

    @click.command(name=name, help=what + _ABOUT)
    @run_argument
    @reason_option
    @place_options
    def command(choice: Choice, run: str, reason: str) -> None:
        service = open_door(choice).service
        say(verb(service, find_run(service, run), name, reason=reason))

    return command


def _on_wave(name: str, what: str) -> click.Command:
    """A verb on a wave that waits for a decision."""

    @click.command(name=name, help=what + _ABOUT)
    @run_argument
    @click.argument("wave", default="")
    @reason_option
    @place_options
    def command(choice: Choice, run: str, wave: str, reason: str) -> None:
        service = open_door(choice).service
        say(verb(service, find_run(service, run), name, wave=wave, reason=reason))

    return command


pause = _on_run("pause", "Let nothing new start; what is being launched goes on.")
resume = _on_run("resume", "Let a paused run go on.")
abort = _on_run("abort", "End a run; nothing new starts and nothing that runs is killed.")
cancel = _on_run(
    "cancel", "Cancel a run; what cannot be stopped is named. Restart is the way back."
)
restart = _on_run("restart", "Let a run go on that was cancelled, has stalled or lost its driver.")
retry = _on_wave("retry", "Try a wave again that waits for a decision: what is missing, no more.")
skip = _on_wave("skip", "Go on without a wave that waits for a decision.")


@click.command()
@run_argument
@reason_option
@place_options
def cleanup(choice: Choice, run: str, reason: str) -> None:
    """Terminate exactly the instances of a drill that has ended, and verify it.

    RUN is its id, how the id begins, or `last`. It takes some minutes. Exit code 1: the answer is
    no.
    """
    service = open_door(choice).service
    found = find_run(service, run)
    note(f"cleaning up run {found}; this takes some minutes")
    say(cleaning.cleanup(service, found, reason=reason))
