"""What the commands of `muster run` share."""

import dataclasses
import json
from typing import Any, Final

import click

from muster.entrypoints.cli.screen import say

SHORT: Final = 8

run_argument = click.argument("run")
reason_option = click.option("--reason", default="", help="Why; for the record.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")


def short(run: str) -> str:
    """The beginning of a run's id that is enough for people."""
    return run[:SHORT]


def say_json(value: Any) -> None:
    """Print a dataclass, or a sequence of them."""
    many = isinstance(value, list | tuple)
    plain = [dataclasses.asdict(each) for each in value] if many else dataclasses.asdict(value)
    say(json.dumps(plain, indent=2, ensure_ascii=False))
