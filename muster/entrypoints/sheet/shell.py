"""Commands of the aws CLI as text for bash; all that comes from a plan or from AWS is quoted.

Sources: AWS CLI Command Reference, the page of each command. Nothing here differs between version 1
and version 2 of the CLI.
"""

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 88
CONTINUED: Final = " \\\n  "
PAUSE: Final = 15
"""Seconds between two looks at a job."""


@dataclass(frozen=True)
class Shell:
    """What bash is to expand: the only text that is not quoted."""

    text: str


Word = str | Shell


def aws(region: str, service: str, operation: str, *words: Word) -> str:
    """One call, on several lines if it is long."""
    return _wrapped([*map(_quoted, ("aws", service, operation, "--region", region, *words))])


def kept(name: str, command: str) -> str:
    """What a command prints, kept in a variable of the shell and shown."""
    return f'{name}=$({command}) && echo "${name}"'


def until(command: str, wanted: str) -> str:
    """A command again and again, with pauses, until it prints `wanted`."""
    shown = shlex.quote(wanted)
    return f'until [ "$({command})" = {shown} ]; do printf .; sleep {PAUSE}; done; echo {shown}'


def text_of(query: str) -> tuple[Word, ...]:
    """Print what a JMESPath expression finds, as text."""
    return ("--query", query, "--output", "text")


def table_of(query: str) -> tuple[Word, ...]:
    """Print it as a table."""
    return ("--query", query, "--output", "table")


def by_server(servers: Sequence[str]) -> tuple[Word, ...]:
    """The filter of DRS for these source servers."""
    return ("--filters", f"sourceServerIDs={','.join(servers)}")


def as_json(value: Mapping[str, Any]) -> str:
    """JSON without blanks, so that it stays one word of a line."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True, sort_keys=True)


def _quoted(word: Word) -> str:
    return word.text if isinstance(word, Shell) else shlex.quote(word)


def _wrapped(words: Sequence[str]) -> str:
    """An option stays with its values; bash reads the lines as one."""
    lines = [""]
    for group in _groups(words):
        if lines[-1] and len(lines[-1]) + 1 + len(group) > WIDTH:
            lines.append("")
        lines[-1] += f" {group}" if lines[-1] else group
    return CONTINUED.join(lines)


def _groups(words: Sequence[str]) -> Sequence[str]:
    groups: list[str] = []
    for word in words:
        if groups and not word.startswith("--"):
            groups[-1] += f" {word}"
        else:
            groups.append(word)
    return groups
