"""The published plans."""

from collections.abc import Iterator

from muster.service.acting.published import published_plan
from muster.service.doctor.finding import Answer, bad, doubtful, good
from muster.service.doctor.patient import Patient
from muster.service.errors import MissingError
from muster.service.reading.drift import drift
from muster.service.reading.plans import published_plans
from muster.service.reading.releases import current_release

TITLE = "plans"


def check(patient: Patient) -> Iterator[Answer]:
    """There are some; of each, what was published is there, and is what would be published now."""
    try:
        plans = [entry.plan for entry in published_plans(patient.service)]
    except MissingError:
        return  # the run table's check says so
    if not plans:
        yield doubtful("no plan is published", "publish one: `muster plan publish FILE`")
    for plan in plans:
        yield from _drifted(patient, plan) or [_of_this_version(patient, plan)]


def _drifted(patient: Patient, plan: str) -> list[Answer]:
    fix = f"publish {plan} again, or go back: `muster plan releases {plan}`"
    return [bad(sentence, fix) for sentence in drift(patient.service, plan)]


def _of_this_version(patient: Patient, plan: str) -> Answer:
    fix = f"publish {plan} again"
    release = current_release(patient.service.table, plan)
    try:
        read = published_plan(patient.service.table, plan, release.hash if release else "")
    except MissingError as error:
        return doubtful(error.sentence, fix)
    now = {document.name: document.digest for document in patient.compiled(read)}
    there = {part.name: part.digest for part in release.parts} if release else {}
    if now != there:
        return doubtful(f"the runbooks of {plan} are of another version of muster", fix)
    return good(f"{plan} is as published, by this version of muster")
