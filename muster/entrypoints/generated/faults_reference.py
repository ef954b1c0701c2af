"""The page of fault scripts: every kind with its keys, and the ready-made scripts."""

from collections.abc import Iterator

from muster.embedded.aws.faults.fault import Kind
from muster.embedded.aws.faults.kinds import KINDS
from muster.embedded.aws.faults.ready_made import READY_MADE
from muster.embedded.slack.misfortunes import MISFORTUNES

_HEAD = """\
# Fault scripts

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

What goes wrong in the embedded AWS: a file with a list under `faults:`, each entry one kind with
its keys. How to use one: [write a fault script](../how-to/write-a-fault-script.md). A script with
mistakes is refused with all of them.
"""


def text() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *_ready_made(), *_kinds(), ""])


def _ready_made() -> Iterator[str]:
    yield "## Ready-made\n\nBy name instead of a file, alone or as an entry of a script.\n"
    yield "| name | what happens |\n| --- | --- |"
    yield from (f"| `{name}` | {made.says} |" for name, made in READY_MADE.items())
    yield "\nFor the chat of `make demo`, by name only:\n\n| name | what happens |\n| --- | --- |"
    yield from (f"| `{name}` | {made.says} |" for name, made in MISFORTUNES.items())


def _kinds() -> Iterator[str]:
    for name, kind in KINDS.items():
        yield f"\n## {name}\n\n{kind.says}\n\n```yaml\nfaults:\n- {kind.example}\n```\n"
        yield from _keys(kind)


def _keys(kind: Kind) -> Iterator[str]:
    yield "| key | means |\n| --- | --- |"
    for key, field in kind.fields.items():
        needed = " (**required**)" if field.required else ""
        yield f"| `{key}` | {field.means}{needed} |"
