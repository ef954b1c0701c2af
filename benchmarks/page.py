"""docs/performance.md: a section a part, each between two marks: one can be written anew."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.part import Result

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
HEAD = """# Performance

Written by `make bench` (or `python -m benchmarks --write [PART…]`), not by hand. Times on the
virtual clock of the embedded AWS say *simulated*: they are the same on every machine and with
every run of the same seed. Everything else is the wall clock of the machine named above its
section, and means something beside the baseline of the same run only.

"""


def written(old: str, sections: dict[str, str], order: Sequence[str]) -> str:
    """The page with these sections anew; the other ones as they were in `old`."""
    kept = {name: text for name in order if (text := _section(old, name))}
    every = {**kept, **sections}
    return HEAD + "\n".join(every[name] for name in order if name in every)


def section(name: str, about: str, results: Iterable[Result]) -> str:
    """One part: what it measures, where and when, its figures and tables."""
    lines = [f"<!-- {name} -->", f"## {_title(name)}", "", about.strip(), "", _machine(), ""]
    figures: list[Figure] = []
    for result in results:
        if isinstance(result, Figure):
            figures.append(result)
            continue
        lines += [*_figures(figures), *result.markdown(), ""]
        figures = []
    return "\n".join([*lines, *_figures(figures), f"<!-- end of {name} -->", ""])


def _figures(figures: Sequence[Figure]) -> list[str]:
    if not figures:
        return []
    rows = ["| " + " | ".join(figure.row()) + " |" for figure in figures]
    return ["| figure | measured | goal | |", "| --- | ---: | ---: | --- |", *rows, ""]


def _section(page: str, name: str) -> str:
    found = re.search(rf"<!-- {name} -->.*<!-- end of {name} -->\n", page, re.DOTALL)
    return found[0] if found else ""


def _title(name: str) -> str:
    part, *rest = name.capitalize().split("-")
    words = zip(("scenario {}", "jobs of {} minutes"), rest, strict=False)
    return ", ".join([part, *(form.format(word.upper()) for form, word in words)])


def _machine() -> str:
    today = date.today().isoformat()  # noqa: DTZ011 - the day at the machine
    what = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {_processor()}"
    return f"*{today}, {what}, Python {platform.python_version()}.*"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return platform.processor() or "unknown processor"
    found = re.search(r"model name\s*: (.*)", text)
    return found[1].strip() if found else "unknown processor"
