"""The published plans."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, doubtful, good
from muster.service.doctor.patient import Patient
from muster.service.errors import MissingError
from muster.service.reading.drift import drift
from muster.service.reading.plans import published_plans

TITLE = "plans"


def check(patient: Patient) -> Iterator[Answer]:
    """There are some, and what was published of each is what is there."""
    try:
        plans = published_plans(patient.service)
    except MissingError:
        return  # the run table's check says so
    if not plans:
        yield doubtful("no plan is published", "publish one: `muster plan publish FILE`")
    for plan in plans:
        found = drift(patient.service, plan.plan)
        for sentence in found:
            yield bad(
                sentence,
                f"publish {plan.plan} again, or go back: `muster plan releases {plan.plan}`",
            )
        if not found:
            yield good(f"{plan.plan} is as published")
