"""All probes, one after the other. To add one, write its file and a row here."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from muster.service.doctor.probes import (
    child_parent,
    creation_checks,
    document_text,
    executed_by,
    gate_decisions,
    loop_end,
    runtime,
    selectors,
    spokes,
    stop_types,
)
from muster.service.doctor.probes.bench import Bench
from muster.service.errors import MusterError

PROBES: tuple[ModuleType, ...] = (
    runtime,
    executed_by,
    selectors,
    child_parent,
    stop_types,
    creation_checks,
    document_text,
    loop_end,
    gate_decisions,
    spokes,
)


@dataclass(frozen=True)
class Observation:
    """A question, why it is open, and what was seen."""

    question: str
    open: str
    seen: str


def probe_all(bench: Bench) -> Iterator[Observation]:
    """Every probe's observation, as they come; no document of theirs is left behind."""
    for each in PROBES:
        try:
            seen = each.probe(bench)
        except MusterError as error:
            seen = f"could not be tried: {error.sentence}"
        finally:
            bench.lift()
        yield Observation(each.QUESTION, each.OPEN, seen)
