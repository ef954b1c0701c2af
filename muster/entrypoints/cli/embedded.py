"""`muster embedded up`."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from muster.entrypoints.cli.failures import DONE
from muster.entrypoints.cli.screen import note, say
from muster.entrypoints.local.installed import require_embedded

if TYPE_CHECKING:
    from muster.entrypoints.local.installation import Installation
    from muster.entrypoints.local.material import Material

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SPEED = 20.0
"""Virtual seconds a real second: an hour in three minutes."""
HIGHEST_PORT = 65535


def _port(_context: click.Context, _parameter: click.Parameter, value: str) -> int | None:
    """A port number; None for `auto`."""
    if value == "auto":
        return None
    if not (value.isdecimal() and 0 < int(value[:6]) <= HIGHEST_PORT):
        raise click.BadParameter(f"must be a port from 1 to {HIGHEST_PORT}, or `auto`.")
    return int(value)


@click.command()
@click.option("--inventory", type=_FILE, help="The source servers there are; else six of a sample.")
@click.option("--faults", default="", metavar="FILE|NAME", help="What goes wrong: `capacity`, …")
@click.option("--plan", "plans", type=_FILE, multiple=True, help="Publish this instead.")
@click.option("--people", type=_FILE, help="Who may approve; else `people.yaml` beside a plan.")
@click.option("--empty", is_flag=True, help="Publish nothing.")
@click.option(
    "--port",
    default="auto",
    show_default=True,
    callback=_port,
    help="Where to listen; `auto`: the next free one.",
)
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 10_000),
    default=SPEED,
    show_default=True,
    help="Virtual seconds a real second.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed, other chance.")
def up(
    *,
    inventory: Path | None,
    faults: str,
    plans: tuple[Path, ...],
    people: Path | None,
    empty: bool,
    port: int | None,
    speed: float,
    seed: int,
) -> int:
    """Start an AWS on this machine, with muster and a plan published in it.

    It listens on 127.0.0.1 only. stdout is a script for `sh` with the variables for any client.
    Ctrl-C stops it, and everything in it is gone. Several can run at once.
    """
    require_embedded()
    from muster.entrypoints.local import material  # noqa: PLC0415 - moto is slow to import, an extra

    read = material.read_material(
        () if empty else plans or (material.PLAN,),
        inventory=inventory or material.INVENTORY,
        faults=faults,
        people=people,
    )
    return _serve(read, port, speed, seed)


def _serve(material: "Material", port: int | None, speed: float, seed: int) -> int:
    from muster.aws.clock import AwsClock  # noqa: PLC0415 - likewise
    from muster.entrypoints.local.installation import Installation  # noqa: PLC0415 - likewise

    with Installation(material, start=float(AwsClock().now()), seed=seed) as aws, _stoppable():
        _publish(aws)
        _stay_up(aws, port, speed)
    return DONE


def _publish(aws: "Installation") -> None:
    if aws.material.plans:
        aws.publish(aws.material.people)
        if aws.material.people is None:
            note("hint: no people are published, so the break-glass role alone can approve")


def _stay_up(aws: "Installation", port: int | None, speed: float) -> None:
    """Answer until somebody interrupts."""
    from muster.entrypoints.local.serving import announced, open_port, summary  # noqa: PLC0415

    begun = aws.world.clock.now()
    number = open_port(aws.world, port)
    endpoint = f"http://127.0.0.1:{number}"
    with announced(aws.world, endpoint, os.environ) as about:
        try:
            for line in about:
                note(f"note: {line}")
            _greet(aws, number, endpoint, speed)
            aws.world.pace(speed)
            threading.Event().wait()
        except KeyboardInterrupt:
            note(f"stopped {endpoint}: {summary(aws.world, aws.world.clock.now() - begun)}")


def _greet(aws: "Installation", port: int, endpoint: str, speed: float) -> None:
    from muster.entrypoints.local.greeting import (  # noqa: PLC0415 - with what needs the extra
        Greeting,
        greeting_lines,
        misleading,
        past_proxies,
    )

    inventory, settings = aws.material.inventory, aws.settings
    told = Greeting(
        endpoint=endpoint,
        account=inventory.account,
        region=inventory.region,
        environment=aws.world.environment(port) | past_proxies(os.environ, "127.0.0.1"),
        approver=aws.world.environment(port, "approver")["AWS_ACCESS_KEY_ID"],
        break_glass=settings.hub.role(settings.break_glass_role) if settings.hub else "",
        plans=tuple(plan.plan for plan in aws.material.plans),
        speed=speed,
        misleading=misleading(os.environ),
    )
    say("\n".join(greeting_lines(told)))
    sys.stdout.flush()


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a polite kill, or a terminal that closes, end it as Ctrl-C does."""
    names = (signal.SIGTERM, signal.SIGHUP)
    before = {name: signal.signal(name, signal.default_int_handler) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
