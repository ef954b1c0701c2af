"""One part of the benchmarks: a section of the page, measured alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.figure import Figure
from benchmarks.table import Table

Result = Figure | Table


@dataclass(frozen=True)
class Part:
    """`about` says on the page what is measured and how, in Markdown."""

    about: str
    measure: Callable[[], Iterable[Result]]
