"""What the commands of `muster run` share."""

import dataclasses
import json
from typing import Any, Final

import click

from muster.engine.points import point_asked
from muster.entrypoints.cli.door import Door
from muster.entrypoints.cli.screen import say

SHORT: Final = 8

run_argument = click.argument("run")
reason_option = click.option("--reason", default="", help="Why; for the record.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")
point_option = click.option(
    "--point-in-time",
    default="",
    help="Recover to this moment (ISO 8601), or to the `latest-snapshot` (quick when the source is"
    " dead); else to a snapshot taken on demand.",
)


def point(door: Door, text: str) -> str:
    """The point in time as the runbooks read it. Raises `click.UsageError`."""
    try:
        return point_asked(text, door.service.clock.now())
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def short(run: str) -> str:
    """The beginning of a run's id that is enough for people."""
    return run[:SHORT]


def say_json(value: Any) -> None:
    """Print a dataclass, or a sequence of them."""
    many = isinstance(value, list | tuple)
    plain = [dataclasses.asdict(each) for each in value] if many else dataclasses.asdict(value)
    say(json.dumps(plain, indent=2, ensure_ascii=False))
