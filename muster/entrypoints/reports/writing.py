"""The options `--sarif` and `--junit` of the commands that check."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from muster.entrypoints.reports.junit import junit
from muster.entrypoints.reports.mistake import Mistake
from muster.entrypoints.reports.sarif import sarif

Form = Callable[[str, Sequence[str], Sequence[Mistake]], str]
FORMS: Final[Mapping[str, Form]] = {"sarif": sarif, "junit": junit}
_FILE: Final = click.Path(path_type=Path, dir_okay=False)


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that name reports: `sarif` and `junit`, paths or None."""
    junit_option = click.option("--junit", type=_FILE, help="Write a report in JUnit's form, too.")
    sarif_option = click.option("--sarif", type=_FILE, help="Write a report in SARIF's form, too.")
    return sarif_option(junit_option(command))


def write_reports(
    name: str, files: Sequence[str], mistakes: Sequence[Mistake], **paths: Path | None
) -> None:
    """Write the reports that are asked for, also when nothing is wrong; makes their folders."""
    for form, path in paths.items():
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            text = FORMS[form](name, files, mistakes)
            path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
