"""How an execution names who started it."""

from muster.service.doctor.probes.bench import Bench

QUESTION = "In which form does ExecutedBy name who started an execution?"
OPEN = "the API reference says: the Amazon Resource Name of the user"


def probe(bench: Bench) -> str:
    """The ARN, as it stands there."""
    execution = bench.start(bench.lay("child"))
    bench.ended(execution)
    return bench.work.traces(execution).executed_by or "empty"
