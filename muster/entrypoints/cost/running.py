"""The bill of one run, from what was counted."""

from collections.abc import Iterator

from muster.entrypoints.cost import prices
from muster.entrypoints.cost.counting import Used
from muster.entrypoints.cost.line import Line

DIGEST_GB_SECONDS = 0.25
"""What an event is assumed to take in the consumer: half a second with 512 MB."""
GIGA = 1e9


def run(used: Used) -> Iterator[Line]:
    """The lines of its bill."""
    yield Line("steps of all executions", used.steps, prices.STEP)
    yield Line("time in scripts", used.script_seconds, prices.SCRIPT_SECOND)
    yield Line("reads of the run table", used.read_units, prices.READ)
    yield Line("writes of the run table", used.write_units, prices.WRITE)
    yield Line("events", used.events, prices.EVENT)
    yield Line("their way through the queue", used.events * 3, prices.MESSAGE)
    yield Line("the consumer", used.events * DIGEST_GB_SECONDS, prices.GIGABYTE_SECOND)
    yield Line("mails", used.mails, prices.NOTICE)
    yield Line("a month of its record", used.kept / GIGA, prices.STORED)
    yield Line("and of that record's past", used.kept / GIGA, prices.RECOVERABLE)
