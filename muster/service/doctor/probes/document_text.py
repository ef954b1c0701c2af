"""Whether a document comes back as it was given."""

from muster.service.doctor.probes.bench import Bench

QUESTION = "Does GetDocument give a YAML document back byte for byte?"
OPEN = "drift is found by it; the API reference does not promise it"


def probe(bench: Bench) -> str:
    """Make one and read it."""
    given = bench.texts["runtime"]
    found = bench.service.documents.text(bench.lay("runtime"))
    if found == given:
        return "yes"
    return "but for blanks" if found.split() == given.split() else "no"
