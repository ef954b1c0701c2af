"""The run table."""

from collections.abc import Iterator

from muster.engine.counts import counted
from muster.service.doctor.finding import Answer, bad, good
from muster.service.doctor.patient import Patient
from muster.service.errors import MissingError
from muster.service.gauges import read_gauges

TITLE = "run table"


def check(patient: Patient) -> Iterator[Answer]:
    """It is there and can be read."""
    try:
        gauges = read_gauges(patient.service.table, patient.service.clock.now())
    except MissingError as error:
        yield bad(error.sentence, "deploy the hub: `muster deploy`")
        return
    yield good(f"table {patient.settings.table} is read; {counted(gauges.active, 'run')} active")
    if gauges.without_driver:
        yield bad(
            f"a run has had no driver for {gauges.without_driver} s",
            "look: `muster run list`; then `muster run restart RUN`",
        )
