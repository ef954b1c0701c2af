"""The people."""

from collections.abc import Iterator

from muster.engine.counts import counted
from muster.engine.keys import people_key
from muster.service.doctor.finding import Answer, bad, good
from muster.service.doctor.patient import Patient
from muster.service.errors import MissingError
from muster.service.reading.people import known_people

TITLE = "people"


def check(patient: Patient) -> Iterator[Answer]:
    """Somebody is published, so somebody can approve."""
    try:
        names = known_people(patient.service).names
    except MissingError:
        return  # the run table's check says so
    if not names:
        yield bad("nobody is published", "publish people: `muster plan publish PLAN --people FILE`")
        return
    groups = patient.service.table.item(people_key()).get("groups") or {}
    empty = sorted(name for name, members in groups.items() if not members)
    if empty:
        yield bad(f"nobody is in {', '.join(empty)}", "mend the people file and publish it")
    yield good(counted(len(names), "person"))
