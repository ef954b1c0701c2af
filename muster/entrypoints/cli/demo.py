"""`muster demo`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from muster.embedded.slack.misfortunes import MISFORTUNES
from muster.entrypoints.cli.failures import DONE, INTERRUPTED, NO
from muster.entrypoints.cli.paper import Line, print_lines
from muster.entrypoints.cli.screen import note
from muster.entrypoints.local.installed import require_embedded
from muster.service.errors import MusterError

if TYPE_CHECKING:
    from muster.entrypoints.demo.outcome import Outcome
    from muster.entrypoints.local.material import Material

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SPEED = 40.0
"""Virtual seconds a real second: half an hour in three quarters of a minute."""


@click.command()
@click.option("--headless", is_flag=True, help="In this terminal, without a chat.")
@click.option("--plan", type=_FILE, help="Another plan than the one that is shipped.")
@click.option("--inventory", type=_FILE, help="Other source servers than those of the plan.")
@click.option("--people", type=_FILE, help="Who may approve; else `people.yaml` beside the plan.")
@click.option("--fault", default="", metavar="NAME|FILE", help="What goes wrong: `capacity`, …")
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 100_000),
    default=SPEED,
    show_default=True,
    help="Virtual seconds a real second.",
)
def demo(
    *,
    headless: bool,
    plan: Path | None,
    inventory: Path | None,
    people: Path | None,
    fault: str,
    speed: float,
) -> int:
    """Run a drill with a team, in a chat on this machine: an AWS, a Slack and the real bot.

    A local page is the channel; it leads through the first drill. With `--headless` the people are
    played, and the drill is told here. Nothing touches a real account, nor Slack. With
    `--fault capacity` a launch fails and is retried.

    Exit code 0: ended by Ctrl-C. With `--headless`, 0: everything succeeded and nothing is left; 1:
    not so; 130: interrupted.
    """
    require_embedded()
    from muster.entrypoints.local import material  # noqa: PLC0415 - moto is slow to import, an extra

    in_chat = fault in MISFORTUNES
    if in_chat and headless:
        raise MusterError(f"`{fault}` befalls the chat, and there is none", "leave out --headless")
    read = material.read_material(
        [plan or material.PLAN],
        inventory=inventory or material.INVENTORY,
        faults="" if in_chat else fault,
        people=people,
    )
    if headless:
        return _demonstrate(read, speed)
    from muster.entrypoints.cli.demo_chat import chat  # noqa: PLC0415 - so is the rest of it

    return chat(read, speed, fault)


def _demonstrate(material: "Material", speed: float) -> int:
    from muster.entrypoints.demo.outcome import outcome_lines  # noqa: PLC0415 - likewise

    _introduce(material, speed)
    outcome = _drilled(material, speed)
    if outcome is None:
        return INTERRUPTED
    print_lines([Line(""), *outcome_lines(outcome)])
    return DONE if outcome.is_good else NO


def _drilled(material: "Material", speed: float) -> "Outcome | None":
    """How it ended; None if it was interrupted."""
    from muster.aws.clock import AwsClock  # noqa: PLC0415 - likewise
    from muster.entrypoints.demo.drill import Drill  # noqa: PLC0415 - likewise
    from muster.entrypoints.demo.screen import open_screen  # noqa: PLC0415 - likewise
    from muster.entrypoints.local.installation import Installation  # noqa: PLC0415 - likewise

    with Installation(material, start=float(AwsClock().now()), speed=speed) as aws:
        where = "before it began"
        try:
            with aws.time.interruptible(), open_screen() as screen:
                drill = Drill(aws, screen)
                return drill.run()
        except KeyboardInterrupt:
            where = drill.where
    note(f"interrupted {where}")
    note("the embedded AWS is gone with everything in it; no real account was touched")
    return None


def _introduce(material: "Material", speed: float) -> None:
    plan = material.plans[0]
    print_lines(
        [
            Line(f"A drill of `{plan.plan}` on an AWS inside this process.", "bold"),
            Line(
                f"Nothing touches a real account. Time runs {speed:g} times as fast. Ctrl-C ends."
            ),
            Line(""),
        ]
    )
