"""How a loop ends that has had all its passes."""

from muster.service.doctor.probes.bench import Bench

QUESTION = "Is a loop that reaches MaxIterations a success?"
OPEN = "the user guide names the limit, not the status; every loop of muster counts on success"


def probe(bench: Bench) -> str:
    """Two passes of a loop whose condition always holds."""
    ended = bench.ended(bench.start(bench.lay("endless")))
    steps = bench.work.traces(ended.execution).steps
    told = ", ".join(f"{name} {status}" for name, status in steps.items())
    return f"{ended.status} ({told})"
