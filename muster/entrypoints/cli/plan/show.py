"""`muster plan show`."""

from pathlib import Path

import click

from muster.entrypoints.cli.plan.mermaid import flowchart
from muster.entrypoints.cli.plan.outline import outline
from muster.entrypoints.cli.screen import say
from muster.model.workspace import load_plan


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--mermaid", is_flag=True, help="As a Mermaid flowchart, for Markdown pages.")
def show(plan: Path, *, mermaid: bool) -> None:
    """Draw a plan: its waves, what they need and whom they ask.

    PLAN is a plan file. Waves with the same number can run at the same time.
    """
    loaded = load_plan(plan)
    say("\n".join(flowchart(loaded) if mermaid else outline(loaded)))
