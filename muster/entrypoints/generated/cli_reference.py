"""The page of all commands: what each prints for `--help`."""

from collections.abc import Iterator
from typing import Any

import click

from muster.entrypoints.cli.failures import EXIT_CODES
from muster.entrypoints.cli.root import root

_HEAD = """\
# Commands

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

Data goes to stdout, all else to stderr.

## Exit codes

The same for every command.

| code | |
| --- | --- |"""
_WIDE: Any = {"terminal_width": 80, "max_content_width": 80}


def text() -> str:
    """Return the page."""
    codes = (f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items())
    return "\n".join([_HEAD, *codes, *_sections(root, "muster", None), ""])


def _sections(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = command.make_context(name, [], parent, resilient_parsing=True, **_WIDE)
    level = "#" * min(2 + context.command_path.count(" "), 4)
    yield f"\n{level} {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from _sections(found, below, context)
