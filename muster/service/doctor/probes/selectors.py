"""Which forms of JSONPath select an output."""

from muster.service.doctor.probes.bench import Bench, refused, said
from muster.service.errors import AwsError

QUESTION = "Which selectors does an output take?"
OPEN = "the user guide shows `.name`, `..name` and `[n]`"
SELECTORS = {
    "[*]": "$.DocumentIdentifiers[*].Owner",
    "[0:2]": "$.DocumentIdentifiers[0:2].Owner",
    "[?()]": '$.DocumentIdentifiers[?(@.Owner=="Amazon")].Owner',
    "..": "$.DocumentIdentifiers..Owner",
}


def probe(bench: Bench) -> str:
    """What came of each form."""
    return "; ".join(f"`{form}` {_tried(bench, path)}" for form, path in SELECTORS.items())


def _tried(bench: Bench, selector: str) -> str:
    try:
        document = bench.lay("selector", SELECTOR=selector)
        seen = said(bench.ended(bench.start(document)))
    except AwsError as error:
        seen = refused(error)
    bench.lift()
    return seen
