"""`muster package`."""

from pathlib import Path

import click

from muster.engine.counts import counted
from muster.entrypoints.cli.failures import DONE
from muster.entrypoints.cli.run.arguments import json_option, say_json
from muster.entrypoints.cli.screen import note, say
from muster.entrypoints.packaging.build import Package, build
from muster.entrypoints.packaging.targets import LAMBDA, here

MEGABYTE = 1_000_000


@click.command(name="package")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder for the zip."
)
@click.option("--for-here", is_flag=True, help="For this machine instead of Lambda, to try it out.")
@json_option
def package(output: Path, *, for_here: bool, as_json: bool) -> int:
    """Make the zip of the functions that run in AWS Lambda.

    The same version of muster makes the same bytes. Dependencies are fetched as wheels and verified
    by their hashes; nothing is built.
    """
    target = here() if for_here else LAMBDA
    note(f"fetching dependencies for {target.name}, Python {target.python}")
    made = build(target, output)
    if as_json:
        say_json(made)
    else:
        for line in package_lines(made):
            say(line)
    return DONE


def package_lines(made: Package) -> tuple[str, ...]:
    """What was made, in words."""
    size = f"{made.size / MEGABYTE:.1f} MB, {made.unpacked / MEGABYTE:.1f} MB unpacked"
    return (made.path, f"{size}, {counted(made.files, 'file')}", f"sha256 {made.sha256}")
