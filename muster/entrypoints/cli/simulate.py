"""`muster simulate`."""

from pathlib import Path

import click

from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.paper import print_lines
from muster.entrypoints.cli.run.arguments import json_option, say_json
from muster.entrypoints.local.installed import require_embedded

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--inventory", type=_FILE, required=True, help="The source servers there are.")
@click.option("--faults", default="", metavar="FILE|NAME", help="What goes wrong: `capacity`, …")
@click.option(
    "--people", type=_FILE, help="Who may approve; else `people.yaml` beside the plan, if any."
)
@click.option(
    "--mode", type=click.Choice(["drill", "recovery"]), default="drill", show_default=True
)
@click.option(
    "--on-failure",
    type=click.Choice(["stop", "retry", "skip", "abort"]),
    default="stop",
    show_default=True,
    help="What is decided when a wave waits for a decision.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed, other chance.")
@json_option
def simulate(
    plan: Path,
    *,
    inventory: Path,
    faults: str,
    people: Path | None,
    mode: str,
    on_failure: str,
    seed: int,
    as_json: bool,
) -> int:
    """Predict the course of a run, in seconds: the very runbooks, in virtual time.

    PLAN is a plan file. Nothing touches AWS. Every approval is given as soon as it is asked for, by
    whoever may give it. Equal input and seed give equal output.

    Exit code 0: the run would succeed. 1: it would not.
    """
    require_embedded()
    from muster.entrypoints.local.conductor import OnFailure  # noqa: PLC0415 - moto is slow, an extra
    from muster.entrypoints.local.material import read_material  # noqa: PLC0415 - likewise
    from muster.entrypoints.simulate.predict import Wish, predict  # noqa: PLC0415 - likewise
    from muster.entrypoints.simulate.screen import course_screen  # noqa: PLC0415 - likewise
    from muster.model.base import Mode  # noqa: PLC0415 - pydantic is slow to import

    material = read_material([plan], inventory=inventory, faults=faults, people=people)
    course = predict(material, Wish(Mode(mode), OnFailure(on_failure), seed))
    if as_json:
        say_json(course)
    else:
        print_lines(course_screen(course))
    return DONE if course.state == "succeeded" else NO
