"""`muster audit verify`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from muster.engine.counts import counted
from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.paper import Line, columns, print_lines
from muster.entrypoints.cli.run.arguments import json_option, say_json, short
from muster.entrypoints.cli.screen import error, note
from muster.service.book import CHAT, Verified, records, verify
from muster.service.errors import MusterError
from muster.service.reading.runs import find_run
from muster.service.service import Service

HEAD = ("RECORD", "ROWS", "HASH OF THE LAST", "")


@click.command(name="verify")
@click.argument("run", required=False, default="")
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What `--json` printed at an earlier look.",
)
@json_option
@place_options
def verify_(choice: Choice, run: str, against: Path | None, *, as_json: bool) -> int:
    """Check every row of the records: each carries the hash of the row before it.

    RUN is a run's id, how it begins, `last`, or `chat` for what was asked of the bot; without it
    everything is checked. A chain does not show that its end was cut off: keep what `--json`
    prints where nobody who can write the run table can write, and give it as `--against` later.
    Exit code 1: something was changed.
    """
    service, before = open_door(choice).service, _earlier(against)
    found = [verify(service.table, name, before.get(name)) for name in _meant(service, run, before)]
    if as_json:
        say_json(found)
    else:
        print_lines(verify_screen(found))
    return _judge(found)


def verify_screen(found: list[Verified]) -> list[Line]:
    """The table of records."""
    rows = [(_name(each), str(each.rows), each.head[:16], _verdict(each)) for each in found]
    head, *lines = columns([HEAD, *rows])
    styles = ["" if each.is_whole else "red" for each in found]
    return [Line(head, "bold"), *map(Line, lines, styles)]


def _meant(service: Service, run: str, before: Mapping[str, Verified]) -> list[str]:
    """One record, or all that are there, and all that were."""
    if run:
        return [run if run == CHAT else find_run(service, run)]
    return list(dict.fromkeys((*records(service.table), *before)))


def _earlier(against: Path | None) -> Mapping[str, Verified]:
    """What was found earlier. Raises `MusterError` for a file that says something else."""
    if against is None:
        return {}
    try:
        read: Any = json.loads(against.read_text(encoding="utf-8"))
        known = [Verified(str(e["record"]), int(e["rows"]), str(e["head"])) for e in read]
    except (ValueError, TypeError, KeyError) as wrong:
        hint = "give a file that `muster audit verify --json` wrote"
        raise MusterError(f"{against} is not what an earlier look printed", hint) from wrong
    return {each.record: each for each in known}


def _name(found: Verified) -> str:
    return found.record if found.record == CHAT else short(found.record)


def _verdict(found: Verified) -> str:
    if found.broken_at:
        return f"row {found.broken_at} is not what was written, or one before it is missing"
    return found.missing or "whole"


def _judge(found: list[Verified]) -> int:
    changed = [each for each in found if not each.is_whole]
    if not changed:
        rows, records = sum(each.rows for each in found), len(found)
        whole = counted(records, "record, all of it whole", "records, all of them whole")
        note(f"{counted(rows, 'row')} in {whole}")
        return DONE
    names = ", ".join(_name(each) for each in changed)
    error(f"changed: {names}", "ask who had access to the run table since then")
    return NO
