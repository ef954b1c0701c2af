"""Command groups that import a command only when it is used."""

import difflib
import importlib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import click

SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Command(NamedTuple):
    """A command: one line of help, and where its click command is, as `module:attribute`."""

    help: str
    at: str


class Group(NamedTuple):
    """A group of commands: one line of help, and their table."""

    help: str
    table: "Mapping[str, Command | Group]"


Table = Mapping[str, Command | Group]


class LazyGroup(click.Group):
    """A click group whose commands are the rows of a table."""

    def __init__(self, table: Table, **settings: Any) -> None:
        super().__init__(**settings)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # likewise
        """Import and return the command, or None if there is none of that name."""
        row = self.table.get(cmd_name)
        if isinstance(row, Group):
            return LazyGroup(row.table, name=cmd_name, help=row.help)
        return _imported(row) if row else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of `args`, or say which one was meant."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0][:64], self.table, n=1)
            meant = f"; did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"There is no command '{args[0][:64]}'{meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # likewise
        """Write the list of commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, row.help) for name, row in self.table.items()])


def _imported(row: Command) -> click.Command:
    module, _, attribute = row.at.partition(":")
    command: click.Command = getattr(importlib.import_module(module), attribute)
    return command
