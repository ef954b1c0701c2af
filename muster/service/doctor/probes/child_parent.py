"""Whether an execution that is started by the API of another knows its parent."""

from muster.service.doctor.probes.bench import Bench, said

QUESTION = "Does an execution that a step starts by API carry ParentAutomationExecutionId?"
OPEN = "documented for aws:executeAutomation only; quotas count children with their parents"


def probe(bench: Bench) -> str:
    """Start one from another, and look."""
    bench.lay("child")
    ended = bench.ended(bench.start(bench.lay("parent")))
    if not ended.succeeded:
        return said(ended)
    child = next(iter(ended.outputs.values()))
    bench.ended(child)
    traces = bench.work.traces(child)
    return "yes" if traces.parent == ended.execution else f"no: {traces.parent or 'empty'}"
