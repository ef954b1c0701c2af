"""How much CreateDocument looks at."""

from muster.service.doctor.probes.bench import Bench, refused
from muster.service.errors import AwsError

QUESTION = "Does CreateDocument refuse a nextStep that is not there?"
OPEN = "some errors of creation are known, no page lists them"


def probe(bench: Bench) -> str:
    """Try to make one."""
    try:
        name = bench.lay("dangling")
    except AwsError as error:
        return refused(error)
    found = bench.service.documents.published(name)
    return f"accepted; status {found.status if found else 'none'}"
