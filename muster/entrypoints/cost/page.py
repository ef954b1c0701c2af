"""The page of costs: docs/reference/cost.md."""

from collections.abc import Iterable, Iterator, Sequence

from muster.entrypoints.cost import prices
from muster.entrypoints.cost.counting import Used, counted
from muster.entrypoints.cost.line import Line, total
from muster.entrypoints.cost.resting import month
from muster.entrypoints.cost.running import run
from muster.entrypoints.local.material import PLAN, read_material

_HEAD = """\
# What it costs

<!-- Made by `python -m muster.entrypoints.generate --figures`, which plays a drill and counts. -->

About **{month} US dollars a month** for a hub at rest, and about **{run} US dollars** for a drill
of {servers} servers in {waves} waves. Computed, not measured: the quantities are counted on the
embedded AWS. The prices are those for us-east-1 and us-west-2 as known in {as_of}; **none
has been checked against the list of AWS: all are unverified**. No free tier, no discount.
"""
_NOT = """\
## What is not in it

What DRS costs a source server and hour, snapshots, staging disks and data transfer: you pay these
without `muster`, too. The instances and disks of a drill, for as long as they run: by far the
largest part of a drill's bill, so [clean up](../how-to/clean-up.md). CloudTrail, Slack, and what
your hooks do.
"""
_GROWTH = """\
What grows: steps with the number of waves; script seconds with the minutes of the run, once for
its driver and once for each wave that is under way; writes with the number of servers. Ten times
the servers in the same waves take about the same steps.
"""


def text() -> str:
    """Return the page; takes the time of a drill on the embedded AWS, some seconds."""
    return page(counted(read_material([PLAN])))


def page(used: Used) -> str:
    """The page for what a drill used."""
    resting, running = list(month()), list(run(used))
    head = _HEAD.format(
        month=_rounded(total(resting)),
        run=_rounded(total(running)),
        servers=used.servers,
        waves=used.waves,
        as_of=prices.AS_OF,
    )
    parts = (head, *_month(resting), *_run(used, running), _NOT, *_prices())
    return "\n".join(parts)


def _month(lines: Sequence[Line]) -> Iterator[str]:
    yield "## A month at rest\n"
    yield from _table(lines)
    yield "Without the Slack function (`--bot elsewhere`) the rest is the same.\n"


def _run(used: Used, lines: Sequence[Line]) -> Iterator[str]:
    minutes = round(used.seconds / 60)
    yield "## A run\n"
    yield (
        f"The starter plan `payments.yaml`: a drill of {used.servers} servers in"
        f" {used.waves} waves that takes {minutes} minutes, with an approval, a hook and the"
        f" clean-up: {used.executions} executions.\n"
    )
    yield from _table(lines)
    yield _GROWTH


def _table(lines: Sequence[Line]) -> Iterator[str]:
    yield "| what | how many | unit | dollars |\n| --- | ---: | --- | ---: |"
    for line in lines:
        yield f"| {line.what} | {_count(line.units)} | {line.price.unit} | {line.dollars:.4f} |"
    yield f"| **all** | | | **{total(lines):.2f}** |\n"


def _prices() -> Iterator[str]:
    yield "## Prices\n"
    yield "| unit | dollars | for | list | |\n| --- | ---: | ---: | --- | --- |"
    yield from _rows(prices.ALL)
    yield ""


def _rows(every: Iterable[prices.Price]) -> Iterator[str]:
    for price in every:
        mark = "" if price.checked else "unverified"
        dollars = f"{price.dollars:.10f}".rstrip("0").rstrip(".")
        yield f"| {price.unit} | {dollars} | {price.per:,} | {price.source} | {mark} |"


def _count(units: float) -> str:
    return f"{units:,.0f}" if units >= 1 else f"{units:.2g}"


def _rounded(dollars: float) -> str:
    return f"{dollars:.2f}" if dollars < 1 else f"{dollars:.0f}"
