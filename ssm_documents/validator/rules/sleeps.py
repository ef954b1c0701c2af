"""aws:sleep."""

import re

from ssm_documents.validator.document import Document, refers, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule

_SLEEP = "automation-action-sleep"
_MAX_SECONDS = 604_799
_DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,9})W)?(?:(?P<days>\d{1,9})D)?"
    r"(?:T(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9})(?:\.\d+)?S)?)?"
)
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_UNIT = {"weeks": 604_800, "days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}


@rule("R180", "sleep without Duration or Timestamp", _SLEEP)
def not_one(document: Document) -> Mistakes:
    """A sleep has a `Duration` or a `Timestamp`."""
    for step in document.running("aws:sleep"):
        given = [key for key in ("Duration", "Timestamp") if key in step.inputs]
        if len(given) != 1:
            what = "both" if given else "neither"
            message = f"{step.title} has {what} of `Duration` and `Timestamp`"
            yield Mistake(step.input_at(), message, "for example `Duration: PT5M`")


@rule("R181", "duration or timestamp is not ISO 8601", _SLEEP)
def not_iso(document: Document) -> Mistakes:
    """Five minutes are `PT5M`; a moment is `2026-01-31T12:00:00Z`."""
    for step in document.running("aws:sleep"):
        duration, moment = text(step.inputs.get("Duration")), text(step.inputs.get("Timestamp"))
        if duration and not refers(duration) and seconds_of(duration) is None:
            message = f"`{duration}` is no ISO 8601 duration"
            yield Mistake(step.input_at("Duration"), message, "five minutes are `PT5M`")
        if moment and not refers(moment) and not _TIMESTAMP.fullmatch(moment):
            message = f"`{moment}` is no ISO 8601 moment"
            yield Mistake(step.input_at("Timestamp"), message, "write `2026-01-31T12:00:00Z`")


@rule("R182", "sleep of a week or more", _SLEEP)
def too_long(document: Document) -> Mistakes:
    """A sleep lasts at most 604,799 seconds, one second less than a week."""
    for step in document.running("aws:sleep"):
        seconds = seconds_of(text(step.inputs.get("Duration")))
        if seconds is not None and seconds > _MAX_SECONDS:
            message = f"{step.title} sleeps {seconds:,} seconds; {_MAX_SECONDS:,} are allowed"
            yield Mistake(step.input_at("Duration"), message, "chain two sleeps")


def seconds_of(duration: str) -> int | None:
    """The length of an ISO 8601 duration in seconds, None if it is none."""
    found = _DURATION.fullmatch(duration.strip())
    if found is None or not any(found.groupdict().values()):
        return None
    return sum(int(found[unit] or 0) * length for unit, length in _UNIT.items())
