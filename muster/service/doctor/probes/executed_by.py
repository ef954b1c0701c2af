"""How an execution names who started it."""

import re

from muster.service.doctor.probes.bench import Bench

QUESTION = "In which form does ExecutedBy name who started an execution?"
OPEN = "the API reference says: the Amazon Resource Name of the user"
_NAMES = re.compile(r"(?<=/)[^/]+")


def probe(bench: Bench) -> str:
    """The ARN without its names: they are nobody's business."""
    execution = bench.start(bench.lay("child"))
    bench.ended(execution)
    return _NAMES.sub("…", bench.work.traces(execution).executed_by) or "empty"
