"""What scripts run in."""

from muster.service.doctor.probes.bench import Bench, said

QUESTION = "Which Python and boto3 do scripts of runbooks get?"
OPEN = "the user guide names the runtime, and says that its boto3 lags some weeks behind"


def probe(bench: Bench) -> str:
    """The versions, as a script sees them."""
    return said(bench.ended(bench.start(bench.lay("runtime"))))
