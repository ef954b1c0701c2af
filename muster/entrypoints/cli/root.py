"""The tree of commands, from the table in `commands`."""

import click

from muster.entrypoints.cli.commands import COMMANDS
from muster.entrypoints.cli.lazy import SETTINGS, LazyGroup


@click.version_option(package_name="muster", message="%(prog)s %(version)s")
def _root() -> None:
    """Disaster-recovery drills and recoveries on AWS, wave by wave."""


root = LazyGroup(
    name="muster",
    table=COMMANDS,
    callback=_root,
    help=_root.__doc__,
    params=list(getattr(_root, "__click_params__", [])),
    context_settings=SETTINGS,
)
