"""`muster plan schema`."""

import json

import click

from muster.entrypoints.cli.screen import say
from muster.model.schema import plan_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of a plan, for editors.

    Put it beside your plans and name it in their first line:

    \b
      # yaml-language-server: $schema=plan.schema.json
    """  # noqa: D301  # click reads the backspace
    say(json.dumps(plan_schema(), indent=2, ensure_ascii=False))
