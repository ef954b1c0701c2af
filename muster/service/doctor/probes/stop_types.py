"""What the two ways to stop an execution do."""

from muster.service.doctor.probes.bench import Bench

QUESTION = "What do StopAutomationExecution's types Cancel and Complete do with onCancel?"
OPEN = "the API reference names both and tells no difference"
KINDS = ("Cancel", "Complete")


def probe(bench: Bench) -> str:
    """Stop one execution each way, in a step that has an onCancel."""
    document = bench.lay("stopped")
    return "; ".join(f"{kind}: {_stopped(bench, document, kind)}" for kind in KINDS)


def _stopped(bench: Bench, document: str, kind: str) -> str:
    execution = bench.start(document)
    bench.pass_time()
    bench.work.stop(execution, kind)
    ended = bench.ended(execution)
    steps = bench.work.traces(execution).steps
    told = ", ".join(f"{name} {status}" for name, status in steps.items())
    return f"{ended.status} ({told})"
